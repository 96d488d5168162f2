"""The office on this computer: its people, rules and settings, backups, who looked at what."""
