"""Print in rows and columns becomes tables."""
