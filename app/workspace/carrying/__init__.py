"""A library carried from machine to machine in one signed file, and a workspace backed up and restored the same way."""
