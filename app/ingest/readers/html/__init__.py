"""Web pages as lines and tables."""
