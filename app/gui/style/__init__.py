"""Colours, sizes, type and icons: how everything looks."""
