"""Native models behind worker processes: chat engines and embedders."""
