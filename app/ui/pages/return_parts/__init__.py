"""Parts of the page of returns."""
