"""DCAT-US data.json, 1.1 and 3.0: read record by record, mapped to RDF by a table of fields, and written by it."""
