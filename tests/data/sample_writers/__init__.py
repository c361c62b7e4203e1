"""Turns the sample sources into the files that ship with the application. Needs the development packages."""
