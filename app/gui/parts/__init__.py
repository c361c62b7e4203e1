"""Small widgets and texts that several pages use."""
