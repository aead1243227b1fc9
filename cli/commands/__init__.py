"""The commands of `danhmuc`; a file holds one, under its name."""
