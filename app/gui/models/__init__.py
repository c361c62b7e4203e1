"""The room of models: what is installed, what each does, how fast it is, and how models come and go."""
