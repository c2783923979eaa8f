"""The readers that `normalizers.py` compares, one module each, run as `python -m peers.<name>` by its own Python."""
