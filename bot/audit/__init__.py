"""The log of what was done to the records: chained, looked through, and held against what is set (requirement 8.5)."""
