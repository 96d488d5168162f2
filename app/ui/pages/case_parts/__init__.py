"""Parts of the pages of cases."""
