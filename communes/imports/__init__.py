"""Reading shipped unit data: check every row, plan, then write."""
