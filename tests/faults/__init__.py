"""Long runs that try to break what it keeps: each counts what it tried, what survived and what was lost."""
