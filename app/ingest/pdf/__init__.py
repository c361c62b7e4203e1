"""PDF files: the two libraries that read them, each behind plain values."""
