"""Which code is running, so that what was made by other code is made anew."""

import hashlib
from functools import cache

from django.conf import settings

# What an answer or page is made of; of stylesheets and pictures pages tell the address by content.
KINDS = {".py", ".html", ".txt", ".json", ".yaml", ".csv", ".css", ".js", ".svg", ".ttf", ".mo"}


@cache
def release() -> str:
    """A digest of the code, its templates and what it runs on, the same in every process."""
    digest = hashlib.sha256((settings.BASE_DIR / "requirements.txt").read_bytes())
    for folder in ("tracker", "votes", "templates"):
        for path in sorted((settings.BASE_DIR / folder).rglob("*")):
            if path.suffix in KINDS:
                digest.update(str(path.relative_to(settings.BASE_DIR)).encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
