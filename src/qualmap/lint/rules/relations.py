"""GR: relations between concepts and links to other vocabularies."""
