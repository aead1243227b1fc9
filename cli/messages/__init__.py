"""Messages of the command line, a file for each matter."""
