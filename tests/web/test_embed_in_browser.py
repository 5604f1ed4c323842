"""A strip in the frame of another site, in a real browser."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from tests.copied import load_bundled

# A frame does not hang on the database; what is in it, tests/web/test_embed.py has on both.
pytestmark = [
    pytest.mark.browser,
    pytest.mark.once,
    pytest.mark.django_db(transaction=True),
]
PATHS = {"strip": "/embed/countries/PAK/series/ukraine/", "other": "/countries/PAK/"}


@contextmanager
def another_site(document: str) -> Iterator[str]:
    """A site of one page on this machine, at an origin of its own; its address."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(document.encode())

        def log_message(self, *args: object) -> None:
            """Nobody reads it."""

    with HTTPServer(("127.0.0.1", 0), Page) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (900, "light")])
def test_another_site_shows_the_strip_and_nothing_else_of_this_one(
    live_server, chromium, width, scheme
):
    load_bundled()
    frames = "".join(
        f'<iframe name="{name}" src="{live_server.url}{path}" width="100%" height="320"></iframe>'
        for name, path in PATHS.items()
    )
    document = f"<!doctype html><meta name=viewport content='width=device-width'>{frames}"
    page = chromium.new_page(viewport={"width": width, "height": 700}, color_scheme=scheme)
    with another_site(document) as address:
        # The second time the browser asks whether anything changed.
        for _ in range(2):
            page.goto(address)
            strip = page.frame("strip")
            strip.wait_for_selector("svg.strip", timeout=10_000)
            assert strip.inner_text("h1") == "Pakistan: The war against Ukraine"
            assert strip.evaluate(
                "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
            )
            # The browser's own page: it was refused.
            assert page.frame("other").url.startswith("chrome-error:")
        page.close()
