"""Whether what a person has is what a clause asks for, decided by code."""
