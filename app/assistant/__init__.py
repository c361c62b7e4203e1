"""A question and Evidence become an Answer that can be checked."""
