"""Export: which records may leave, and how they are written."""
