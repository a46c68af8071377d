"""Apply Connect: people apply on the job's page here, the ATS receives the application."""
