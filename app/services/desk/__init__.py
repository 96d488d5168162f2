"""The day's work: what is due and where that comes from, tasks, calls, the search, the load of each."""
