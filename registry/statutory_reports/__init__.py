"""Reports that statutes ask for: their values, and what they are written as."""
