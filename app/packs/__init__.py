"""Domain packs: data and its loader."""
