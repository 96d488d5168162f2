"""Decisions that one person asks for and another one takes, in Komar or on paper."""
