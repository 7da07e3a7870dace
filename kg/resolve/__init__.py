"""Extractions → Entities: names, blocking, comparison, clusters, links, decisions."""
