"""The demo: real units and published facts, and generated values that say so."""
