"""From bytes to the text of an article: pages, PDF files, plain text, feeds. Runs in the child process of `pipeline.confined` and knows no rows."""
