"""The arithmetic of the law: values in, values out; no model, no database."""
