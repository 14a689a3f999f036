"""What programs ask for: the API under /api/v1/, and the page that describes it."""
