"""What is quoted and what is said: quotes chosen, sentences taken from them or written by a model, and composed."""
