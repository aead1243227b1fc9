"""DCAT-US data.json, 1.1 and 3.0: reading it record by record, and the mapping of its fields to RDF."""
