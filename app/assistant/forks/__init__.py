"""Where the evidence gives different answers under conditions that a question leaves open."""
