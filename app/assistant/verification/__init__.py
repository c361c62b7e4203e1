"""Sentences held against the clauses that they name, by code."""
