"""A built graph → an explorer in the browser, a SPARQL endpoint, IRIs that dereference, a small JSON API."""
