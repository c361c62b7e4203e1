"""The page that searches the library by words and meaning."""
