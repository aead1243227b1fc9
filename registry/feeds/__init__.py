"""Feeds: folders of files that agree with one another, which any web server serves."""
