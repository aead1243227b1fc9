"""Data elements and table schemas as values: drafts, the 25 descriptors, their graphs, and the forms they leave in."""
