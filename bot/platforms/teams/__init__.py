"""Microsoft Teams: activities read, cards drawn, messages sent; the Bot Framework SDK stays inside this folder."""
