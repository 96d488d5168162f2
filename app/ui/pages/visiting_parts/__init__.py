"""Parts of the page "Plan of visits"."""
