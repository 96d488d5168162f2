"""Children whom two offices may know."""
