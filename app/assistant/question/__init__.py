"""What a question asks: its kind, its parts, its circumstances, and what a follow-up leaves unsaid."""
