"""The data dictionary of a registry: questions about data elements and columns, and what persons decided of them."""
