"""The central server: receives the operations of all offices, orders and merges them, and tells each device its scopes."""
