"""The vault in the window: unlocking, locking, its passphrase and its recovery phrase."""
