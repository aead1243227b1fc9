"""Output of the commands: text and tables for people, JSON for programs, errors for both."""
