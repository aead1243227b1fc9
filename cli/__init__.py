"""The command line: parse, call one function of the library, print.

Knows no RDF, no SHACL, no SQL. Heavy imports stand inside functions, so that ``--help`` is instant.
"""
