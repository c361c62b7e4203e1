"""The list of conversations beside the chat: found, kept in order, exported."""
