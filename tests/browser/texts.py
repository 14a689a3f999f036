"""An invented article with two sides that contradict each other."""

TITLE = "Who cut the cable?"
TEXT = """The Norwegian government said on Monday that a Danish trawler had cut the cable in the strait. \
“The trawler Petrel cut the cable,” said Norwegian transport minister Tore Vik.

The Danish government denied that the trawler Petrel had cut the cable. “The Petrel was never near the strait,” a Danish government spokeswoman said.

Sweden demanded an inquiry into the broken cable."""
