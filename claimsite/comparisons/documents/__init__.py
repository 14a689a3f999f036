"""A version of a comparison on paper: one page of markup, printed by the browser or set as a PDF file."""
