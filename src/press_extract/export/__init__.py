"""Records out: as JSON on a stream, in a file or in a folder, and as a page in the terminal."""
