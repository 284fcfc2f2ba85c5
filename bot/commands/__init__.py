"""The commands of an operator: one file for each thing to be done, and what they have in common."""


class CannotGoOn(Exception):
    """A command ends here, with 1; its words, which are printed, say what is wrong and what to do."""
