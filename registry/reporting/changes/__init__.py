"""Reports on what changed between two moments."""
