"""Pure values of the field: standards, clauses, references, evidence, answers. No input or output here."""
