"""What an operator does besides running the bot: one file for each thing to be done."""


class CannotGoOn(Exception):
    """A command ends here, with 1; its words, which are printed, say what is wrong and what to do."""
