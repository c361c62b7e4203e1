"""What protects the user: the offline rule, AI labels."""
