"""The only SQL: the tables, one small module of functions for each, and the migrations."""
