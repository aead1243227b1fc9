"""Records on their way through danhmuc, as values; nothing here knows SQL."""
