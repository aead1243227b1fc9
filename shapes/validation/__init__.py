"""Validation: by a profile, and of any RDF by any shapes."""
