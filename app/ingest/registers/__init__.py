"""Lists of standards that an office keeps, read from spreadsheets."""
