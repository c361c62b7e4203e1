"""Instruction data that people have checked."""
