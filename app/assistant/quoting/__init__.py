"""Evidence cut at the places where a person would quote it, and what is quoted made into citations."""
