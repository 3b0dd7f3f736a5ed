"""What can be said of facts without asking the database."""
