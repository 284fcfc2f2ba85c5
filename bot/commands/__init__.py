"""What an operator does besides running the bot: one file for each thing to be done."""
