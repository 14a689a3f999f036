"""Every limit on what is fetched, read and analyzed, in one place."""

from __future__ import annotations

from claimsite.core.uploads import MAX_FILE_BYTES as MAX_FILE_BYTES  # of an uploaded or pasted file

#: Whole fetch of one page, its redirects and the resolving of names included, in seconds.
FETCH_SECONDS = 20.0
#: Longest wait for a connection to one address.
CONNECT_SECONDS = 6.0
MAX_REDIRECTS = 5
#: Bytes of a page or feed after decompression. 100,000 links on a page cost 15.7 s of CPU.
MAX_PAGE_BYTES = 5_000_000
MAX_FEED_BYTES = 10_000_000
MAX_PDF_BYTES = 20_000_000
#: Bytes on the wire beyond the body: status line, headers, chunk marks.
HEADER_BYTES = 256_000

#: Reading one page, feed or file in the child process.
READ_SECONDS = 30.0
#: Analyzing one article there; 200,000 characters take about 15 s.
ANALYZE_SECONDS = 180.0
#: Memory (RLIMIT_DATA) of the child that reads pages, and of the one that has the language pipelines (they take 450 MB).
READ_MEMORY = 1_500_000_000
ANALYZE_MEMORY = 4_000_000_000

MAX_PDF_PAGES = 300
#: Items of a feed that are looked at, newest first as the feed gives them.
MAX_FEED_ITEMS = 200
#: Addresses in one request, and feeds in one OPML file.
MAX_URLS = 200
MAX_OPML_FEEDS = 2_000
#: Links on a page with an article.
MAX_LINKS = 20_000
