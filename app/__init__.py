"""准绳 Zhunsheng: an offline assistant for people who work by standards and regulations."""

__version__ = "0.1.0"
