"""Seats, InMail, stub profiles, notes and rejections of Recruiter."""
