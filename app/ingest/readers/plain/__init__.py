"""Markdown and plain text as lines and tables."""
