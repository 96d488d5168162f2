"""The exchange as people see it: by the network or by files, clashes, what is held, what still travels."""
