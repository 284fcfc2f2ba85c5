"""The whole journey in chat clients that were written by others, in a real browser. `make browser` runs them."""
