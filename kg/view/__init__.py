"""A networkx graph → HTML pages that need no network."""

from kg.view.neighbourhood import neighbourhood
from kg.view.page import page, write
from kg.view.report import Pair, report_page, write_report

__all__ = ["Pair", "neighbourhood", "page", "report_page", "write", "write_report"]
