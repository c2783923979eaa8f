"""Recognition: which characters name an organisation, a person, a place or a project."""
