"""The room of settings and of diagnostics: what a person may change, and what this machine can do."""
