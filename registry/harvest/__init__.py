"""A harvest: compare what a source has with what is stored, plan the changes, apply them."""
