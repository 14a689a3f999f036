"""Who said what, in plain Python over spaCy: no Django, no network, no database."""

#: Goes into every ExtractionRun; raise it whenever the same text may give another result.
VERSION = "0.2.0"
