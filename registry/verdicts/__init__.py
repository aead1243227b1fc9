"""Verdicts of stored records: which no longer hold, and new ones in their place."""
