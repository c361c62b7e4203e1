"""Text work: checklist, summary, translation and classification of the library's documents."""
