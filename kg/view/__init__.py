"""A networkx graph → one HTML page that needs no network."""
