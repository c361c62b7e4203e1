"""What a text refers to: standards, laws, and clauses of itself and of others."""
