"""The audit log: what was done with a workspace, in a chain of hashes that no entry can leave unseen."""
