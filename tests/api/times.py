"""Times as the API writes them."""

from votes.models import Record


def updated(record: Record) -> str:
    return record.updated_at.isoformat().replace("+00:00", "Z")
