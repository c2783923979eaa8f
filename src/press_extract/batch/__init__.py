"""Runs over many inputs: read, extract, write, and tell what failed; the memory stays flat."""
