"""Results and figures from the sheets that offices keep."""
