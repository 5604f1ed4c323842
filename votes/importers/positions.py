"""The positions of a file beside those that its roll calls have: what to add, change and keep."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from votes.importers.matching import Match
from votes.importers.present import HAND, Hands, positions_in, run_ranks
from votes.importers.progress import Tell
from votes.models import Country, FileSource, ImportRun, Position, Vote
from votes.models.bulk import batches

AT_ONCE = 500


@dataclass
class PositionChange:
    """What a file's positions come to in one roll call that is there.

    `counted` are the positions by letter as they would be; `differing` says where another source
    has another position, `kept` where a person has.
    """

    added: list[int] = field(default_factory=list)
    changed: list[Vote] = field(default_factory=list)
    kept: list[tuple[int, str]] = field(default_factory=list)
    differing: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    # What the roll call has of states that the file does not name.
    besides: list[str] = field(default_factory=list)
    counted: dict[Position, int] = field(default_factory=dict)


class PositionComparison:
    """Compares a file's positions with those of the record, some hundred roll calls at once."""

    def __init__(
        self,
        source: FileSource,
        run: ImportRun,
        hands: Hands,
        countries: dict[int, Country],
    ) -> None:
        self.source, self.run, self.hands, self.countries = source, run, hands, countries
        self.ranks = run_ranks()
        self.deleted = {place[1:] for place in hands.deleted if place[0] == "vote"}
        self.replaces_grades = source in {FileSource.UNDL_ASSEMBLY, FileSource.UNDL_COUNCIL}

    def compare(
        self, matches: Sequence[Match], is_complete: bool, progress: Tell
    ) -> dict[int, PositionChange]:
        """The changes of each roll call that differs, by its key; the matches are all present."""
        found: dict[int, PositionChange] = {}
        for batch in batches(matches, AT_ONCE):
            by_key = {each.present.roll_call.pk: each for each in batch if each.present}
            have = positions_in(by_key)
            graded = self._graded(by_key)
            unlike = {
                pk: each
                for pk, each in by_key.items()
                if pk in graded or each.positions() != have.get(pk, {})
            }
            votes = self._unlike_votes(unlike)
            for pk, each in unlike.items():
                found[pk] = self._compared(each, have.get(pk, {}), votes[pk], is_complete)
            progress(sum(len(each.call.letters) for each in batch))
        return found

    def _graded(self, pks: Iterable[int]) -> set[int]:
        """Roll calls with positions of which a grade of evidence says how they are known; the
        library's own file replaces it."""
        if not self.replaces_grades:
            return set()
        rows = Vote.objects.filter(roll_call__in=list(pks)).exclude(evidence="").order_by()
        return set(rows.values_list("roll_call", flat=True).distinct())

    def _unlike_votes(self, unlike: dict[int, Match]) -> dict[int, dict[int, Vote]]:
        """The votes that are not as the file has them, or graded, by roll call and state."""
        found: defaultdict[int, dict[int, Vote]] = defaultdict(dict)
        letters = {pk: each.positions() for pk, each in unlike.items()}
        rows = Vote.objects.filter(roll_call__in=list(unlike)).order_by("pk")
        for vote in rows.iterator(chunk_size=2000):
            letter = letters[vote.roll_call_id].get(vote.country_id)
            if letter != vote.position or vote.evidence:
                present = unlike[vote.roll_call_id].present
                vote.roll_call = present.roll_call  # type: ignore[union-attr]
                vote.country = self.countries[vote.country_id]
                found[vote.roll_call_id][vote.country_id] = vote
        return found

    def _compared(
        self, each: Match, have: dict[int, str], unlike: dict[int, Vote], is_complete: bool
    ) -> PositionChange:
        """What one roll call's positions come to; `have` becomes what they would be."""
        change = PositionChange()
        present = each.present
        assert present is not None  # noqa: S101 - only roll calls that are there are compared
        ranks_below = present.is_entered or self.source.rank > present.rank
        official = present.roll_call.official
        # A total that the file is the first to state opens the roll call to what it counts.
        is_counted = official and not each.call.totals.keys() - official.keys()
        closed = bool(is_counted) and present.roll_call.is_published and ranks_below
        for place, (state, letter) in enumerate(each.positions().items()):
            if state not in have:
                self._absent(change, each, place, state, closed)
            elif vote := unlike.get(state):
                self._unlike(change, place, vote, letter)
        for state in change.added:
            have[state] = each.call.letters[each.call.states.index(state)]
        for vote in change.changed:
            have[vote.country_id] = vote.position
        letters = list(have.values())
        change.counted = {position: letters.count(position.value) for position in Position}
        change.besides = [
            f"{vote.country.code} {word(vote.position)}"
            for state, vote in unlike.items()
            if state not in each.call.states
        ]
        if is_complete:
            named = set(each.call.states)
            change.missing = [
                vote.country.code
                for state, vote in unlike.items()
                if state not in named and self._rank(vote) == self.source.rank
            ]
        return change

    def _absent(
        self, change: PositionChange, each: Match, place: int, state: int, closed: bool
    ) -> None:
        """A position that the roll call does not have. A lower source adds none to a roll call
        whose positions another has counted against official totals."""
        code, letter = self.countries[state].code, each.call.letters[place]
        pk = each.present.roll_call.pk  # type: ignore[union-attr]
        if (pk, state) in self.deleted:
            change.kept.append((place, kept_sentence(code, letter, "none, as a person deleted it")))
        elif closed:
            change.differing.append(f"{code} {word(letter)} (kept: none)")
        else:
            change.added.append(state)

    def _unlike(self, change: PositionChange, place: int, vote: Vote, letter: str) -> None:
        code, have = vote.country.code, vote.position
        rank = self._rank(vote)
        if self.hands.kept(vote, "position"):
            if have != letter:
                change.kept.append((place, kept_sentence(code, letter, word(have))))
            return
        if have == letter:
            if self.replaces_grades and self.source.rank < rank:
                change.changed.append(self._taken(vote, letter))
            return
        followed = self.source.rank <= rank
        if self.source.rank != rank:
            told = "before" if followed else "kept"
            change.differing.append(f"{code} {word(letter)} ({told}: {word(have)})")
        if followed:
            change.changed.append(self._taken(vote, letter))

    def _rank(self, vote: Vote) -> int:
        return self.ranks.get(vote.import_run_id, HAND)

    def _taken(self, vote: Vote, letter: str) -> Vote:
        """The vote as the file has it."""
        vote.position, vote.evidence, vote.import_run = letter, "", self.run
        if letter != Position.NON_VOTING:
            vote.non_voting_reason = ""
        return vote


def kept_sentence(code: str, letter: str, kept: str) -> str:
    return f"{code}: the file says {word(letter)}; a person's correction is kept: {kept}."


def word(letter: str) -> str:
    return Position(letter).word.replace("_", "-")
