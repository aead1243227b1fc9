"""Data elements: tables, columns and terms of dictionaries, as schemas describe them."""
