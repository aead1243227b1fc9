"""Feedback on datasets, data requests and sharing agreements, as values for lists and reports."""
