"""The other votes on a text: on paragraphs, amendments and motions, each under its scope."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from votes.models import RollCall
from votes.web.pages.lines import VoteLine

SCOPES = {
    RollCall.Scope.PARAGRAPH: gettext_noop("Paragraphs and parts"),
    RollCall.Scope.AMENDMENT: gettext_noop("Amendments"),
    RollCall.Scope.MOTION: gettext_noop("Motions"),
    RollCall.Scope.WHOLE: gettext_noop("The whole text"),
    RollCall.Scope.UNKNOWN: gettext_noop("What was voted on is not known"),
}


@dataclass(frozen=True)
class OtherVote:
    """One vote: on what, where, how and with what result."""

    line: VoteLine
    part: str
    organ: str
    modality: str

    @classmethod
    def of(cls, roll_call: RollCall) -> OtherVote:
        return cls(
            line=VoteLine.of(roll_call),
            part=roll_call.scope_label or _(roll_call.get_scope_display()),
            organ="" if roll_call.is_in_own_organ else _(roll_call.get_organ_display()),
            modality=_(roll_call.get_modality_display()).lower(),
        )


def other_votes(roll_calls: Iterable[RollCall]) -> list[tuple[str, str, list[OtherVote]]]:
    """Votes by scope, each with its heading, in the order in which they are given."""
    found: dict[str, list[OtherVote]] = {}
    for each in roll_calls:
        found.setdefault(each.scope, []).append(OtherVote.of(each))
    return [
        (scope.value, _(name), found[scope]) for scope, name in SCOPES.items() if scope in found
    ]
