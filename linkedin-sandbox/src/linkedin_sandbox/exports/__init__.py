"""One-click export, as Recruiter does it and as the ATS fetches it."""
