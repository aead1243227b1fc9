"""The code lists of a registry: those loaded into it, and those that come with danhmuc."""
