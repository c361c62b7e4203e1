"""Measuring answers on many factors."""
