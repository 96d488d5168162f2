"""The parts of the exchange page: its head, joining a server, and one module for each tab."""
