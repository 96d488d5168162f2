"""Kinds of records that belong to a case, a child, a carer or a facility, and what the programme knows of each."""
