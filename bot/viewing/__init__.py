"""The page on which whoever handles a case looks at its files."""
