"""What is kept: the catalogue (SQLite, the truth), the index (LanceDB, rebuildable), conversations."""
