"""Why a job can fail, and what the person is told; the detail goes to the log and into the row."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

INTERNAL, STOPPED = "internal", "stopped"

#: Code → message; the only place where the two meet.
MESSAGES: dict[str, Promise] = {
    "empty": _("The text has no words. Paste the article's text and try again."),
    "too_long": _("The text is too long: the limit is 200,000 characters. Leave out what is not part of the article."),
    "binary": _("This does not look like text; it may be a picture, a PDF or a file in another encoding. Save it as plain text in UTF-8."),
    "encoding": _("The file is not in UTF-8. Open it in an editor, save it with the encoding UTF-8, and try again."),
    "file_too_big": _("The file is too big: the limit is 1 MB. Leave out what is not part of the article."),
    "language": _("The language was not recognised, or it is not one of German, English, French and Russian. Choose it by hand."),
    STOPPED: _("The work was interrupted several times before it was finished. Nothing is lost: try again."),
    INTERNAL: _("Something went wrong on our side. Nothing is lost: try again, and tell the site's operator if it happens again."),
}


class JobError(Exception):
    """A failure that another attempt would meet again; ``code`` is one of `MESSAGES`."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(detail or code)
        self.code = code
        self.detail = detail


def get_message(code: str) -> Promise:
    """What the person reads; an unknown code (of an older version) reads like an internal one."""
    return MESSAGES.get(code, MESSAGES[INTERNAL])
