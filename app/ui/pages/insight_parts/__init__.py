"""Parts of the page of insights."""
