"""What stands around the pages: rail, foot, drops."""
