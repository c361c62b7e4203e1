"""Whole pages: lines and tables of one page in reading order, and the pages of a file as one flow."""
