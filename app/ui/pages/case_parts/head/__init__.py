"""The head of the page of a case: who, how it stands, its way, what it answers at a glance."""
