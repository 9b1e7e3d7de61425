#!/usr/bin/env python3
"""Makes the samples in this folder with the programs that write such files in the world.

pip install warcio wacz feedgen feedgenerator; tar, zip, xz, zstd, bzip2 and gzip are those of the system.
All text is written for these samples.
"""
import csv, io, mailbox, os, pathlib, subprocess, tempfile
from datetime import datetime, timezone
from email.message import EmailMessage
from email.headerregistry import Address

HERE = pathlib.Path(__file__).parent
DAY = datetime(2023, 6, 18, 14, 5, tzinfo=timezone.utc)
STORIES = [
    ("Bridge over the Sallow opens", "Zoë Lindqvist", "The bridge over the Sallow was opened on Monday, two years late and with no band."),
    ("Last bakery of Mill Lane shut", "Walter Dunne", "The last bakery of Mill Lane was shut on Friday for want of flour; the café beside it stays."),
    ("Ferry to Merrow Island late again", "Nora Dunne", "The ferry to Merrow Island was late on Tuesday, for the ninth time since Easter."),
]


def page(title, author, text, day="2023-06-18T14:05:00+00:00"):
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} | The Packet</title>
<meta property="og:title" content="{title}"><meta property="og:site_name" content="The Packet">
<meta name="author" content="{author}"><meta property="article:published_time" content="{day}">
<meta property="article:section" content="Town"></head><body><nav><a href="/">Home</a> <a href="/town">Town</a></nav>
<article><h1>{title}</h1><p>By {author}</p><p>{text}</p><p>Nobody of the council would say more on that day.</p></article>
<footer>© 2023 The Packet</footer></body></html>"""


def message(number, html=True):
    title, author, text = STORIES[number]
    mail = EmailMessage()
    mail["From"] = Address(author, "news", "packet.example.org") if not html else f"{author} at The Packet <letter@packet.example.org>"
    mail["To"] = "reader@example.org"
    mail["Subject"] = title
    mail["Date"] = datetime(2023, 6, 18 + number, 7, 30, tzinfo=timezone.utc)
    mail["Message-ID"] = f"<letter-{number}@packet.example.org>"
    mail["List-Id"] = "The Packet Morning Letter <morning.packet.example.org>"
    mail["Archived-At"] = f"<https://packet.example.org/letters/{number}>"
    mail.set_content(f"{text}\n\nFrom here on it only gets better, said {author}.\n\n-- \nUnsubscribe: https://packet.example.org/u?r=1\n")
    if html:
        mail.add_alternative(
            f'<html><body><p style="display:none">Seen first</p><p><a href="https://t.example/v">View in browser</a></p>'
            f'<h1>{title}</h1><p>{text}</p><img src="https://t.example/p.gif"><p>You are receiving this because you asked for it.</p>'
            f'<p><a href="https://t.example/u">Unsubscribe</a></p></body></html>', subtype="html", cte="quoted-printable")
    return mail


def mail():
    (HERE / "letter.eml").write_bytes(bytes(message(0)))
    path = HERE / "letters.mbox"
    path.unlink(missing_ok=True)
    box = mailbox.mbox(path)
    for number in range(3):
        box.add(message(number, html=number != 1))
    box.close()


def crawl():
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    def http(status, *headers):
        return StatusAndHeaders(status, list(headers), protocol="HTTP/1.1")

    def write(out, packed, version):
        writer = WARCWriter(out, gzip=packed, warc_version=version)
        writer.write_record(writer.create_warcinfo_record("crawl.warc", {"software": "warcio"}))
        def add(uri, kind, payload, answer=None, **more):
            writer.write_record(writer.create_warc_record(
                uri, kind, payload=io.BytesIO(payload), http_headers=answer,
                warc_headers_dict={"WARC-Date": "2023-07-01T10:00:00Z"}, **more))
        html = ("Content-Type", "text/html; charset=utf-8")
        add("https://packet.example.org/", "request", b"", StatusAndHeaders("GET / HTTP/1.1", [("Host", "packet.example.org")], is_http_request=True))
        add("https://packet.example.org/town/bridge", "response", page(*STORIES[0]).encode(), http("200 OK", html))
        import gzip
        packed_body = gzip.compress(page(*STORIES[1]).encode(), mtime=0)
        chunks = b"".join(b"%x\r\n%s\r\n" % (len(packed_body[at:at + 100]), packed_body[at:at + 100]) for at in range(0, len(packed_body), 100)) + b"0\r\n\r\n"
        add("https://packet.example.org/town/bakery", "response", chunks, http("200 OK", html, ("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")))
        add("https://packet.example.org/old", "response", page("Moved", "Nobody", "It has moved.").encode(), http("301 Moved Permanently", html, ("Location", "/new")))
        add("https://packet.example.org/gone", "response", page("Gone", "Nobody", "It is gone.").encode(), http("404 Not Found", html))
        add("https://packet.example.org/a.png", "response", b"\x89PNG\r\n\x1a\n", http("200 OK", ("Content-Type", "image/png")))
        writer.write_record(writer.create_revisit_record("https://packet.example.org/town/bridge", "sha1:AAAA", "https://packet.example.org/town/bridge", "2023-07-01T10:00:00Z", http_headers=http("200 OK", html)))
        undated = page(*STORIES[2]).replace('<meta property="article:published_time" content="2023-06-18T14:05:00+00:00">', "")
        add("https://packet.example.org/town/ferry", "resource", undated.encode(), warc_content_type="text/html")

    with open(HERE / "crawl.warc.gz", "wb") as out:
        write(out, True, "1.0")
    with open(HERE / "crawl.warc", "wb") as out:
        write(out, False, "1.1")
    (HERE / "crawl.wacz").unlink(missing_ok=True)
    subprocess.run(["wacz", "create", "-o", HERE / "crawl.wacz", "--detect-pages", HERE / "crawl.warc.gz"], check=True)


def feeds():
    from feedgen.feed import FeedGenerator
    import feedgenerator

    feed = FeedGenerator()
    feed.id("https://packet.example.org/feed")
    feed.title("The Packet")
    feed.link(href="https://packet.example.org/")
    feed.description("News of the harbour")
    feed.language("en")
    for number, (title, author, text) in enumerate(STORIES[:2]):
        entry = feed.add_entry(order="append")
        entry.id(f"https://packet.example.org/{number}")
        entry.title(title)
        entry.link(href=f"https://packet.example.org/{number}")
        entry.author(name=author, email="desk@packet.example.org")
        entry.published(DAY)
        entry.updated(DAY)
        entry.content(f"<p>{text}</p>", type="CDATA" if number else "html")
        entry.summary("In short.")
        entry.category(term="Town")
    feed.rss_file(HERE / "feedgen.rss", pretty=True)
    feed.atom_file(HERE / "feedgen.atom", pretty=True)

    for name, kind in [("feedgenerator.rss", feedgenerator.Rss201rev2Feed), ("feedgenerator.atom", feedgenerator.Atom1Feed)]:
        feed = kind(title="The Packet", link="https://packet.example.org/", description="News of the harbour", language="en")
        for number, (title, author, text) in enumerate(STORIES[:2]):
            feed.add_item(title=title, link=f"https://packet.example.org/{number}", description=text, author_name=author,
                          pubdate=DAY, categories=["Town"], unique_id=f"packet-{number}")
        with open(HERE / name, "w", encoding="utf-8") as out:
            feed.write(out, "utf-8")


def tables():
    rows = [["Title", "Author", "Date", "Section", "Text"]]
    rows += [[title, author, "2023-06-18", "Town", f'{text}\n"Never again," he said.'] for title, author, text in STORIES]

    def table(**more):
        out = io.StringIO(newline="")
        csv.writer(out, dialect="excel", **more).writerows(rows)
        return out.getvalue()

    (HERE / "excel-utf8.csv").write_bytes(b"\xef\xbb\xbf" + table().encode())
    (HERE / "excel-semicolon.csv").write_bytes(table(delimiter=";").encode("cp1252"))
    (HERE / "excel-unicode.txt").write_bytes(b"\xff\xfe" + table(delimiter="\t").encode("utf-16-le"))


def containers():
    with tempfile.TemporaryDirectory() as place:
        for number, (title, author, text) in enumerate(STORIES):
            (pathlib.Path(place) / f"story-{number}.txt").write_text(f"{title}\n\nBy {author}\n\n{text}\n", encoding="utf-8")
        def run(*words):
            subprocess.run([str(word) for word in words], cwd=place, check=True, stdout=subprocess.DEVNULL)
        names = sorted(os.listdir(place))
        for mark, suffix in [("z", "gz"), ("J", "xz"), ("j", "bz2")]:
            run("tar", "--owner=0", "--group=0", "--mtime=2023-06-18", f"-c{mark}f", HERE / f"stories.tar.{suffix}", *names)
        run("tar", "--owner=0", "--group=0", "--mtime=2023-06-18", "--zstd", "-cf", HERE / "stories.tar.zst", *names)
        (HERE / "stories.zip").unlink(missing_ok=True)
        run("zip", "-Xq", HERE / "stories.zip", *names)


if __name__ == "__main__":
    for make in [mail, crawl, feeds, tables, containers]:
        make()
