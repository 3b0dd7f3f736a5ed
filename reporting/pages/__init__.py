"""What the templates print: reports put into words, links and drawings."""
