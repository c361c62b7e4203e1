"""What run.py does before there is an environment: standard library only, and nothing of ``app`` is imported."""
