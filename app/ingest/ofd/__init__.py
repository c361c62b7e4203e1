"""OFD files (GB/T 33190-2016): what is on their pages, and the pages drawn."""
