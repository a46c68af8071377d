"""What people see of LinkedIn: the Admin center's page, the LinkedIn tab, frames, their own connection."""
