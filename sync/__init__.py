"""The synchronisation protocol of Komar: shared rules, the laptop's client, the central server."""
