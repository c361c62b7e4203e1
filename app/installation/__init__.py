"""The program as it is installed: its versions side by side, and signed updates that come on a stick."""
