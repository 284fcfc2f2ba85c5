"""The tests: what people see, and what may never happen."""
