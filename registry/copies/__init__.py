"""Copies of a registry: into another database, into a backup, and back."""
