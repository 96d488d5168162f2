"""Parts of the page of one inspection."""
