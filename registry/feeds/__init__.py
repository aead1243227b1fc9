"""Feeds: folders of many files that agree, for any web server to serve."""
