"""Values as texts print them: numbers with units, how they are compared, ranges and grades, and arithmetic on them."""
