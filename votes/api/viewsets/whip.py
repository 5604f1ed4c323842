"""What was expected of states on a text, counted."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from votes.api.asking import Asking
from votes.api.serializers.questions import WhipCountAnswer
from votes.api.serializers.stances import last_vote_row, titled, whip_answer
from votes.filters import Filters
from votes.models import Body, Country, Expectation
from votes.stances import places_of, whip_count

WHIP = (
    "States by what others expected of them before the vote; an expectation is no vote. A state "
    "that was expected in several ways counts under each, and once among the states. Members are "
    "those of today; null where the members of the body are not in the record. The last votes are "
    "those on the newest core text of each series that it stands in, as long as it awaits its "
    "vote; the yes votes needed are the fewest that carry a text of the Assembly if all who were "
    "against then vote no, and nobody else does."
)


class WhipCounts(Asking):
    """What was expected of states on a text, counted state by state."""

    answer_class = WhipCountAnswer
    tag = "Texts"

    def answer(self, asked: Filters, **subjects: Any) -> dict[str, Any]:
        text = subjects["resolution"]
        expectations = Expectation.objects.public().on(text).select_related("country")
        whip = whip_count(expectations.newest_first())
        members = None
        if text.body == Body.ASSEMBLY:
            members = list(Country.objects.members_on(timezone.now().date()))
        # A text that awaits no vote asks nothing of the last one.
        places = places_of(text, awaits_vote=True) if text.awaits_vote() else []
        return {
            "resolution": titled(text),
            "method": WHIP,
            **whip_answer(whip, members),
            "last_votes": [last_vote_row(each) for each in places],
        }
