"""The library as a picture: who refers to whom, and its numbers."""
