"""Profiles: Turtle files found by token, and their rules."""
