"""Tables that leave the program as files: a report is made once and written as XLSX or DOCX."""
