"""Reading from the web without being led astray: checked addresses, pinned connections, limits on time and size."""
