"""The tests of the three chats."""
