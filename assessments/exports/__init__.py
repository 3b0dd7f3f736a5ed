"""Sheets of results that the import reads back without a change."""
