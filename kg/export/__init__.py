"""The graph in RDF syntaxes, as a networkx graph and in its formats, as tables."""
