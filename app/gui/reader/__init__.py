"""Reading a document: its pages, or its clauses where it has none."""
