"""The messages of the registry, one file per subject; whoever says one imports its file."""
