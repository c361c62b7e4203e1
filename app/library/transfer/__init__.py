"""A library as one file that can be carried away, and another library taken in from such a file."""
