"""A graph brought up to date with what changed: the same as a build from nothing, without looking at the rest."""
