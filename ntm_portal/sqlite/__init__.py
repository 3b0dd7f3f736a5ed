"""Django's SQLite with one difference: who waits for the lock waits evenly."""
