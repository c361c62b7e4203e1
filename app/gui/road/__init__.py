"""The road between the window and its jobs."""
