"""Acts on a case and the small forms they ask for."""
