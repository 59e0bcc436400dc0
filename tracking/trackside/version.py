"""The version of the distribution; package.json carries the same and a test compares them."""

__version__ = "0.1.0"
