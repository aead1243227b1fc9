"""Patience of the garbage collector in all processes of the program. Imports nothing."""

PATIENCE = (200_000, 20, 50)
"""Its thresholds: what is imported stays (160,000 objects), and to look for circles in it is a tenth of a start."""
