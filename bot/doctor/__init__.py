"""Looks at everything that the bot stands on, and says of each thing how it is and what to do."""
