"""What is kept: the catalogue in SQLite is the truth, the vector index beside it can be dropped and rebuilt."""
