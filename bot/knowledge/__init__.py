"""Finding the entry that answers a question: without a network, without a language model, in milliseconds."""
