"""Messages on faults of data, shapes and profiles, one file per subject; whoever says one imports its file."""
