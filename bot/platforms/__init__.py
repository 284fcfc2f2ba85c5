"""The chats: each folder reads what arrives, draws cards, and sends them, and knows nothing else."""
