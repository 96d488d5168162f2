"""Queries by subject: functions over a Reader that give records or small frozen results, never rows."""
