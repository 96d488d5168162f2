"""Bundle files: requests and replies that travel on a stick."""
