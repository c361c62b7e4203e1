"""Text work on a chosen document or on evidence: checklist, comparison table, summary, translation, classification."""
