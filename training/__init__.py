"""How the models inside the package are made from the shared data."""
