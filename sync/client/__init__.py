"""The laptop's side of the exchange: what it sends, how it takes answers and faults. It knows no database and no window."""
