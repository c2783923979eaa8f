"""Ingestion: files, folders and streams in, releases out; bad input costs nobody else."""

from press_extract.ingest.discover import Found, discover
from press_extract.ingest.draft import ReadOptions
from press_extract.ingest.reading import read

__all__ = ["Found", "ReadOptions", "discover", "read"]
