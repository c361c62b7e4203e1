"""Spreadsheets and delimited text as tables."""
