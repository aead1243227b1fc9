"""Verdicts of stored records: which are no longer current, and new ones in their place."""
