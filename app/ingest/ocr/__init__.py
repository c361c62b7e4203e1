"""Pages without a text layer to be believed, recognised from their image."""
