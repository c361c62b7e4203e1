"""The command line: thin commands that print what the Workspace gives."""
