"""Two documents side by side, with what changed."""
