"""How long cases are kept, and how what has been kept long enough goes: listed, signed, destroyed (requirement 8.6)."""
