"""Comparing sides, and the comparisons that people saved."""
