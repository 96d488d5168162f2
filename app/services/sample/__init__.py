"""Practice data: a whole office of people who do not exist (practice P6)."""
