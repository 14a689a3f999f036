"""The table of bad input and faults: rows, the tests that name them, and the page that shows both."""
