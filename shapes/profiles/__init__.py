"""Profiles: Turtle files, found by their token, and the rules in them."""
