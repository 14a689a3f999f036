"""A comparison for other programs: tables, annotations, linked data, a feed of changes, citations; all from what a snapshot froze."""
