"""A file becomes a Document with Clauses. Nothing is stored here."""
