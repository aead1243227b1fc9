"""Profiles: the Turtle files, found by their token, and the rules that they hold."""
