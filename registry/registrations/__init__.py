"""Registrations: what authorities decide of records, the report on them, and its formats."""
