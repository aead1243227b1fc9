"""Fixes: what a reporter could write instead."""
