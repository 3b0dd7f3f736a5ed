"""Pure rules of the readers: promises and paces."""
