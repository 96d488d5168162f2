"""Offices and their devices: enrolment, whose request it is, who vouches for whom."""
