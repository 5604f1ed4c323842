"""Who sponsored a text: states, observers and groups, and who withdrew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from votes.models import Country, Group, Resolution, Source, Sponsorship, name_key
from votes.web.figures import Query


@dataclass(frozen=True)
class SponsorsPart:
    """The sponsors of each kind by name, the sources that say so, and where the API has them."""

    kinds: list[tuple[str, list[Sponsorship]]]
    sources: list[Source]
    query: Query

    @classmethod
    def of(cls, text: Resolution) -> SponsorsPart:
        rows = list(text.sponsorships.select_related("country", "group", "source"))
        rows.sort(key=lambda each: name_key(str(sponsor(each))))
        kinds = [(name, [each for each in rows if is_one(each)]) for name, is_one in KINDS]
        return cls(
            kinds=[(_(name), found) for name, found in kinds if found],
            sources=list(dict.fromkeys(each.source for each in rows)),
            query=Query.of("resolutions-detail", text.own_slug).to("sponsors"),
        )


def sponsor(sponsorship: Sponsorship) -> Country | Group | None:
    return sponsorship.country or sponsorship.group


def is_state(each: Sponsorship) -> bool:
    return each.country is not None and each.country.kind != Country.Kind.OBSERVER


KINDS: Sequence[tuple[str, Callable[[Sponsorship], bool]]] = [
    (gettext_noop("States"), lambda each: not each.until and is_state(each)),
    (
        gettext_noop("Observers"),
        lambda each: not each.until and each.group is None and not is_state(each),
    ),
    (gettext_noop("Groups"), lambda each: not each.until and each.group is not None),
    (gettext_noop("Withdrew"), lambda each: each.until is not None),
]
