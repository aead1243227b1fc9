"""SHACL-SPARQL: the constraints that pySHACL validates."""
