"""The shape of a release: blocks, sections and sentences, from its text alone."""
