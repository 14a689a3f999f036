"""Pages that people read: what is contested, articles, speakers, claims."""
