"""Read the shipped law: files into values, checks, and what is new in them."""
