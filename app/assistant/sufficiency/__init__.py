"""Whether the evidence answers a question at all."""
