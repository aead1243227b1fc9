"""The action API of CKAN, and of DKAN, as records: pages, packages, and their mapping to RDF."""
