"""Where a person settles what was wrong in a file."""

from urllib.parse import urlencode

from django.urls import reverse

from votes.models import ImportIssue


def name_in(what: str) -> str:
    """The name that an issue quotes; "" where it quotes none."""
    return what.partition("“")[2].partition("”")[0]


def where_settled(kind: str, what: str, scheme: str, record: str) -> tuple[str, str] | None:
    """The address and the words of a link: an alias for an unknown name, an accepted discrepancy.

    None where nothing at the desk settles it.
    """
    if kind == ImportIssue.Kind.UNKNOWN_STATE:
        address = reverse("admin:votes_countryname_add")
        if name := name_in(what):
            address += "?" + urlencode({"name": name})
        return address, "Add an alias"
    if kind == ImportIssue.Kind.TALLY:
        known = {"scheme": scheme, "record": record, "difference": what}
        address = f"{reverse('admin:votes_accepteddiscrepancy_add')}?{urlencode(known)}"
        return address, "Accept it with an explanation"
    return None
