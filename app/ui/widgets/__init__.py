"""Fields and small parts that pages are built of."""
