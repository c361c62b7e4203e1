"""One reader a file format: bytes on disk to lines in reading order."""
