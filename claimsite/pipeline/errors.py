"""Why a job can fail, and what the person is told; the detail goes to the log and into the row."""

from __future__ import annotations

import datetime as dt

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

INTERNAL, STOPPED = "internal", "stopped"

#: Code → message; the only place where the two meet.
MESSAGES: dict[str, Promise] = {
    "empty": _("The text has no words. Paste the article's text and try again."),
    "too_long": _("The text is too long: the limit is 200,000 characters. Leave out what is not part of the article."),
    "binary": _("This does not look like text; it may be a picture, a PDF or a file in another encoding. Save it as plain text in UTF-8."),
    "encoding": _("The file is not in UTF-8. Open it in an editor, save it with the encoding UTF-8, and try again."),
    "file_too_big": _("The file is too big: the limit is 10 MB. Leave out what is not part of the article."),
    "language": _("The language was not recognised, or it is not one of German, English, French and Russian. Choose it by hand."),
    "outlet": _("Nobody says who published this. Give the outlet and try again."),
    "unreachable": _("The site cannot be reached. Check the address, open it in a browser, and try again; or paste the text."),
    "too_slow": _("The site took too long to answer. Try again later, or paste the text."),
    "broken_answer": _("The site's answer broke off or could not be read. Try again later, or paste the text."),
    "insecure": _("The site's certificate is not valid, so nobody can say whose text this is. Paste the text if you trust it."),
    "downgrade": _("The site sends us from a secure address to an open one, where anybody could change the text. Paste the text if you trust it."),
    "redirects": _("The address leads from one to the next without end. Open it in a browser and give the address that it ends at."),
    "forbidden": _("The site does not give this page to us. Open it in a browser and paste the text."),
    "not_found": _("There is no page at this address. Check it; the outlet may have moved or removed the article."),
    "server_error": _("The site reports an error of its own. Try again later."),
    "content_type": _("There is something else than a page at this address: a picture, a video or a download. Give the address of the article."),
    "content_encoding": _("The site packs its answer in a way that was not asked for. Paste the text instead."),
    "too_big": _("The page is too big to be an article. Give the address of one article, or paste the text."),
    "no_article": _("No article was found on this page. If it is a list of articles, give the address of one of them; else paste the text."),
    "paywall": _("The page gives only the beginning to readers without a subscription. If you have one, paste the whole text."),
    "consent_wall": _("The site shows a question about cookies instead of the article. Open it in a browser and paste the text."),
    "robots": _("The outlet asks machines not to read this page (robots.txt)."),
    "bad_pdf": _("The PDF could not be read; it may be damaged or locked with a password. Paste the text instead."),
    "scanned_pdf": _("The PDF has pictures of text and no text. Paste the text instead."),
    "bad_feed": _("This looks like a feed but cannot be read as one. Check it with its outlet."),
    "not_a_feed": _("There is no feed at this address. Look for a link named RSS or Atom on the outlet's pages."),
    "feed_file": _("This is a feed and not an article. Give the address of the feed instead of its file."),
    "archive": _("This is a packed file. Unpack it and give the article's file."),
    "read_too_slow": _("Reading the text took too long and was stopped. It may not be an article; paste the part that is."),
    "read_too_big": _("Reading the text took too much memory and was stopped. It may not be an article; paste the part that is."),
    STOPPED: _("The work was interrupted several times before it was finished. Nothing is lost: try again."),
    INTERNAL: _("Something went wrong on our side. Nothing is lost: try again, and tell the site's operator if it happens again."),
}


class JobError(Exception):
    """A failure that another attempt would meet again; ``code`` is one of `MESSAGES`."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail

    def __str__(self) -> str:
        return self.detail or self.code


class PostponedError(Exception):
    """Not now: the host has just been asked, and outlets are asked no faster than they can bear. `until` is when to come back."""

    def __init__(self, until: dt.datetime) -> None:
        super().__init__(until)
        self.until = until


class FetchError(JobError):
    """A page could not be had; ``may_pass`` if another attempt could fare better, ``retry_after`` as the server said (seconds or a date)."""

    def __init__(self, code: str, detail: str = "", *, may_pass: bool = False, retry_after: str = "") -> None:
        super().__init__(code, detail)
        self.may_pass = may_pass
        self.retry_after = retry_after


def get_message(code: str) -> Promise:
    """What the person reads; an unknown code (of an older version) reads like an internal one."""
    return MESSAGES.get(code, MESSAGES[INTERNAL])
