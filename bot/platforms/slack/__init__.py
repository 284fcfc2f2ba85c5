"""Slack: what arrives by HTTP, what is drawn in Block Kit, what is sent by the Web API."""
