"""What goes to another person or office: consent, referrals, transfers, cases handed over."""
