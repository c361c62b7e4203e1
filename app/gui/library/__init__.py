"""The page of documents, and bringing files in."""
