"""Fixes: values that a publisher could write instead."""
