"""A question becomes ranked Evidence."""
