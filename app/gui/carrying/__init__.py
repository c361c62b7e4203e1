"""Libraries, backups and updates in signed files: packed, looked at and taken in."""
