"""The registry as of an earlier moment, and single records with their histories."""
