"""Validation of a source without a registry."""
