"""The window: one page a file, thin; the only room that knows Qt."""
