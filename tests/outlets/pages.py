"""Pages and feeds in the shapes that outlets give them; every word is invented."""

from __future__ import annotations

import json
from html import escape

PARAGRAPHS = (
    "The harbor authority of Lindsund said on Monday that the dredger Petrel had never entered the lagoon. The vessel had been moored at the outer quay "
    "since the end of February, a spokeswoman told reporters at the town hall.",
    "“There was no dredging at night,” spokeswoman Ida Brandal added. “Anybody who claims otherwise should show us a photograph.”",
    "Rosmark's ministry of fisheries accused the port of breaking the treaty of 1998, under which neither side may deepen the channel without asking the "
    "other. Minister Tore Vik said that the dredger had entered the lagoon on 2 March.",
    "The anglers' union suspects that sand was sold abroad. Its chairman, Olav Moen, demanded that the logbooks of the past three months be published "
    "before the council meets again on Thursday.",
)
GERMAN = (
    "Die Hafenbehörde von Lindsund erklärte am Montag, der Bagger „Petrel“ sei nie in die Lagune eingefahren. Das Schiff habe seit Ende Februar am "
    "äußeren Kai gelegen, sagte eine Sprecherin vor Journalisten im Rathaus.",
    "„Nachts wurde nicht gebaggert“, sagte Sprecherin Ida Brandal. „Wer etwas anderes behauptet, soll uns ein Foto zeigen.“",
    "Das Fischereiministerium in Rosmark warf dem Hafen vor, den Vertrag von 1998 zu brechen. Minister Tore Vik sagte, der Bagger sei am 2. März in die "
    "Lagune eingelaufen, und kündigte eine Beschwerde an.",
)
COOKIES = (
    '<div class="cookie-banner" id="cookie-notice" role="dialog"><p>We use cookies to improve your visit. By clicking “Accept all” you agree to the storing '
    "of cookies on your device.</p><button>Accept all</button><button>Settings</button></div>"
)
RELATED = (
    '<aside class="related"><h3>Read more</h3><ul><li><a href="/a/ferry">The ferry that nobody missed</a></li><li><a href="/a/eels">Eels are back</a></li>'
    "</ul></aside>"
)


def article(
    *,
    title: str = "Dredger never entered the lagoon, port says",
    paragraphs: tuple[str, ...] = PARAGRAPHS,
    language: str = "en",
    author: str = "Maren Holt",
    published: str = "2024-03-04T09:30:00+01:00",
    site: str = "Skerry Post",
    canonical: str = "",
    charset: str = "utf-8",
    head: str = "",
    body: str = "",
    comments: str = "",
) -> str:
    """A page with everything around the article that readers overlook."""
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": title,
        "datePublished": published,
        "author": {"@type": "Person", "name": author},
    }
    link = f'<link rel="canonical" href="{canonical}">' if canonical else ""
    text = "\n".join(f"<p>{escape(paragraph, quote=False)}</p>" for paragraph in paragraphs)
    return f"""<!DOCTYPE html>
<html lang="{language}"><head><meta charset="{charset}"><title>{escape(title)} – {site}</title>{link}
<meta property="og:title" content="{escape(title)}"><meta property="og:type" content="article"><meta property="og:site_name" content="{site}">
<meta property="article:published_time" content="{published}"><meta name="author" content="{author}">
<script type="application/ld+json">{json.dumps(data)}</script>{head}</head>
<body>{COOKIES}
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/news/">News</a></li><li><a href="/sport/">Sport</a></li></ul></nav></header>
<main><article><h1>{escape(title)}</h1><p class="byline">By {author}</p>
{text}
{body}</article>{RELATED}</main>{comments}
<footer><p>© {site}. All rights reserved.</p><p><a href="/imprint">Imprint</a> <a href="/privacy">Privacy</a></p></footer></body></html>"""


def paywall_stub() -> str:
    """The first sentences, then the offer."""
    head = '<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","isAccessibleForFree":false}</script>'
    offer = (
        '<div class="paywall"><h2>Continue reading with a subscription</h2><p>Subscribe now to read the full article. Already a subscriber? Log in.</p>'
        "<p>First month for 1 crown, then 12 crowns a month.</p></div>"
    )
    return article(paragraphs=PARAGRAPHS[:1], head=head, body=offer)


def paywall_stub_german() -> str:
    """Without a machine-readable word."""
    offer = '<div class="abo"><p>Weiterlesen mit Plus. Jetzt abonnieren und alle Artikel lesen. Sie haben schon ein Abo? Hier anmelden.</p></div>'
    return article(paragraphs=GERMAN[:1], language="de", title="Bagger nie in der Lagune", body=offer)


def consent_wall() -> str:
    """A question about cookies in place of the article."""
    return """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Skerry Post – your privacy choices</title></head><body>
<div class="consent"><h1>We value your privacy</h1><p>With your consent, we and our 812 partners store and access information on your device, such as cookies,
to show personalized advertising and to measure how it performs.</p><p>You can accept or manage your choices at any time. Without your consent you can
subscribe to the site free of advertising.</p><button>Accept all cookies</button><button>Manage options</button></div></body></html>"""


def consent_wall_german() -> str:
    """The same, as it is asked in German."""
    return """<!DOCTYPE html><html lang="de"><head><meta charset="utf-8"><title>Fjordblatt</title></head><body><div><h1>Weiter mit Werbung lesen</h1>
<p>Besuchen Sie unsere Seite wie gewohnt mit Werbung und Cookies. Ihre Einwilligung umfasst das Speichern und Abrufen von Informationen auf Ihrem Gerät durch
uns und 640 Partner sowie die Verarbeitung personenbezogener Daten.</p><button>Zustimmen und weiter</button></div></body></html>"""


def liveblog() -> str:
    """Posts one above the other, each with its time."""
    posts = "\n".join(
        f'<section class="post" id="p{number}"><h3><time datetime="2024-03-04T{18 - number}:05:00+01:00">{18 - number}:05</time> {escape(title)}</h3>'
        f"<p>{escape(text, quote=False)}</p></section>"
        for number, (title, text) in enumerate(
            zip(("Union demands logbooks", "Ministry accuses port", "“No dredging at night”", "Port denies"), PARAGRAPHS[::-1], strict=True)
        )
    )
    data = {"@context": "https://schema.org", "@type": "LiveBlogPosting", "headline": "Lagoon dispute: live", "datePublished": "2024-03-04T08:00:00+01:00"}
    head = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    return article(title="Lagoon dispute: live", paragraphs=(), head=head, body=posts)


def amp(canonical: str) -> str:
    """The fast twin of a page."""
    text = "\n".join(f"<p>{escape(paragraph, quote=False)}</p>" for paragraph in PARAGRAPHS)
    return f"""<!doctype html><html amp lang="en"><head><meta charset="utf-8"><title>Dredger never entered the lagoon, port says</title>
<link rel="canonical" href="{canonical}"><meta name="viewport" content="width=device-width"><script async src="https://cdn.ampproject.org/v0.js"></script>
<style amp-custom>h1{{margin:0}}</style></head><body><amp-sidebar id="menu"><ul><li>Home</li></ul></amp-sidebar>
<article><h1>Dredger never entered the lagoon, port says</h1><amp-img src="/a.jpg" width="10" height="10"></amp-img>{text}</article></body></html>"""


def front_page() -> str:
    """A list of links and teasers."""
    items = "\n".join(f'<li><h3><a href="/a/{n}">Something happened in place {n}</a></h3></li>' for n in range(60))
    return f'<!DOCTYPE html><html lang="en"><head><title>Skerry Post</title></head><body><main><ul>{items}</ul></main></body></html>'


def _items(base: str, count: int) -> list[tuple[str, str, str]]:
    return [(f"{base}/a/{n}", f"Report {n} from the lagoon", f"2024-03-{n % 28 + 1:02}T10:00:00Z") for n in range(1, count + 1)]


def rss(base: str, count: int = 3, *, extra: str = "") -> str:
    """RSS 2.0."""
    items = "".join(
        f"<item><title>{title}</title><link>{url}</link><guid>{url}</guid><pubDate>Mon, 04 Mar 2024 10:00:00 +0100</pubDate></item>"
        for url, title, _ in _items(base, count)
    )
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Skerry Post</title><link>{base}/</link>{items}{extra}</channel></rss>'


def atom(base: str, count: int = 3) -> str:
    """Atom 1.0."""
    entries = "".join(
        f'<entry><id>urn:x:{n}</id><title>{title}</title><link rel="alternate" href="{url}"/><updated>{date}</updated></entry>'
        for n, (url, title, date) in enumerate(_items(base, count))
    )
    return (
        f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Skerry Post</title><id>urn:x</id><updated>2024-03-04T10:00:00Z</updated>'
        f'<link rel="self" href="{base}/feed.atom"/>{entries}</feed>'
    )


def rdf(base: str, count: int = 3) -> str:
    """RSS 1.0."""
    items = "".join(
        f'<item rdf:about="{url}"><title>{title}</title><link>{url}</link><dc:date>{date}</dc:date></item>' for url, title, date in _items(base, count)
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="{base}"><title>Skerry Post</title><link>{base}</link></channel>{items}</rdf:RDF>'
    )


def json_feed(base: str, count: int = 3) -> str:
    """JSON Feed 1.1."""
    items = [{"id": url, "url": url, "title": title, "date_published": date} for url, title, date in _items(base, count)]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Skerry Post", "home_page_url": base, "items": items})
