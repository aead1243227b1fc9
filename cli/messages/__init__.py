"""The messages of the command line, one file per subject.

Nothing is imported here: `danhmuc --help` needs two of these files.
"""
