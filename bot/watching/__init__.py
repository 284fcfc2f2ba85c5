"""How the bot is, for whoever looks after it: its log, its metrics, and whether it is ready."""
