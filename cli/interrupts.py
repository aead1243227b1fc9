"""The signals that interrupted the program. Imports nothing."""

CAME: list[int] = []
"""Their numbers: whatever error follows came of the first, whatever a library has made of it."""
