"""Sources → Documents: readers by format, cleaning, metadata."""
