"""What every room stands on: errors, paths, settings, jobs, workers, logs, messages."""
