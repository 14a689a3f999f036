"""English: day before month, as most of the world reads it."""

DATE_FORMAT = "j F Y"
SHORT_DATE_FORMAT = "j M Y"
