"""Changes that programs make one record at a time."""
