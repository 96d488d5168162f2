"""What the server said: bases, what is shown over them, clashes, repair, rescue, erasure."""
