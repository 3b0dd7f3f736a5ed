"""Reads over several tables of results."""
