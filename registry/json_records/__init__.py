"""Records made of JSON, whatever the vocabulary: values as written, their terms in RDF, and where they wait."""
