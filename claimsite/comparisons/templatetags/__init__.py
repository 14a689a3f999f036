"""Template tags of comparisons."""
