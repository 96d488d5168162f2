"""Parts of the page that shows all facilities at a glance."""
