"""Synced candidates, how they match members, what Recruiter shows of them."""
