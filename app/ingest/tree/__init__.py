"""Lines and tables become numbered clauses and their parts."""
