"""The search: queries read, records found and counted by facets."""
