"""Addresses of the people who enter, confirm and steer, one module a place."""
