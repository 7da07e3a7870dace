"""Indonesian news in, a traceable knowledge graph out."""
