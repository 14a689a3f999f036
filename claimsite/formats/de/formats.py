"""German."""

DATE_FORMAT = "j. F Y"
SHORT_DATE_FORMAT = "j. n. Y"
