"""What the words of a clause mean: terms that it defines, how strongly it binds."""
