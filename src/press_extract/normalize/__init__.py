"""Normalisation: dates, numbers and figures, from a plain string and a language pack."""
