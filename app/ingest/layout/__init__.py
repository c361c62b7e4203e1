"""Print on a page becomes lines in reading order, whichever format the page came from."""
