"""The figures: what the machine takes, measured beside a bare app that does the same work. `make bench` runs them."""
