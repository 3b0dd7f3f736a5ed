"""Pages of the provincial coordinator: sheets in, accounts chosen, sheets out."""
