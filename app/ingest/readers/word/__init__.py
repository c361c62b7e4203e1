"""Word documents as lines and tables."""
