"""Relations, events and quotes: what a text says about the entities it names."""
