"""Parts of the page of one facility."""
