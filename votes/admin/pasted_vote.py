"""One roll call of a pasted text: what was read, what is asked, and its count."""

from __future__ import annotations

import re
from dataclasses import dataclass

from votes.admin.name_lists import NEAR_NAMES_FOR
from votes.importers.named import NamedVote
from votes.models import Country, CountryName, Position, RollCall, States, Vote, name_key

COUNT = re.compile(r"[\w-]+: \d+ read, \d+ stated\.")
NOT_A_STATE = "-"
LONGEST_ALIAS = 200
IN_ORDER = (Position.YES, Position.NO, Position.ABSTAIN, Position.NON_VOTING)


@dataclass(frozen=True, slots=True)
class Question:
    """A stretch of text that means no member of the day, and how it was answered.

    `answer` is a code, "-" for what is not a state, or "" while it is open.
    """

    number: int
    position: Position
    text: str
    near: list[Country]
    answer: str
    is_new_name: bool
    remember: bool


@dataclass(frozen=True, slots=True)
class Count:
    """What was read for one position, beside the total that the text states."""

    position: Position
    names: list[str]
    stated: int | None

    @property
    def label(self) -> str:
        return self.position.label

    @property
    def fits(self) -> bool:
        return self.stated is None or self.stated == len(self.names)


class PastedVote:
    """One roll call of a pasted text with the answers to what was unknown in it."""

    def __init__(self, reading: NamedVote, states: States, answers: dict[str, str]) -> None:
        self.reading = reading
        # The counts stand in a table of their own, with the answers in them.
        self.problems = [each for each in reading.problems if not COUNT.fullmatch(each)]
        self.by_code = {each.code: each for each in states.countries.values()}
        self.positions: dict[str, tuple[Position, str]] = {
            code: (Position.from_word(word), reading.printed[code])
            for word, codes in reading.positions.items()
            for code in codes
        }
        self.questions: list[Question] = []
        for number, (word, text) in enumerate(reading.asked):
            position, answer = Position.from_word(word), answers.get(f"answer-{number}", "")
            self.questions.append(
                Question(
                    number,
                    position,
                    text,
                    Country.objects.nearest(text) if number < NEAR_NAMES_FOR else [],
                    answer if answer == NOT_A_STATE or answer in self.by_code else "",
                    "" != name_key(text) not in states.names and len(text) <= LONGEST_ALIAS,
                    not answers or f"remember-{number}" in answers,
                )
            )
        self.clashes = [
            f"{self.by_code[each.answer]} is listed twice: “{each.text}” is another state."
            for each in self.questions
            if each.answer in self.by_code and not self._take(each)
        ]

    def _take(self, question: Question) -> bool:
        """Give a state the position it was answered for; False where it has one already."""
        if question.answer in self.positions:
            return False
        self.positions[question.answer] = (question.position, question.text)
        return True

    @property
    def is_open(self) -> bool:
        """Whether something still has to be answered."""
        return any(not each.answer for each in self.questions) or bool(self.clashes)

    @property
    def counts(self) -> list[Count]:
        return [
            Count(
                position,
                sorted(
                    self.by_code[code].name
                    for code, (taken, _) in self.positions.items()
                    if taken == position
                ),
                self.reading.totals.get(position.word),
            )
            for position in IN_ORDER
        ]

    @property
    def unnamed(self) -> list[Country]:
        """The members of the day that no list names."""
        left = [code for code in self.reading.unnamed if code not in self.positions]
        return sorted((self.by_code[code] for code in left), key=lambda each: each.name)

    @property
    def rest_is_known(self) -> bool:
        """Whether who is not named did not vote: all totals are stated and met."""
        totals = self.reading.totals
        stated = all(position.word in totals for position in IN_ORDER[:3])
        return stated and all(each.fits for each in self.counts) and not self.is_open

    @property
    def intended(self) -> list[tuple[str, str, bool]]:
        """What delegations later said: the state, the position meant, whether it is listed."""
        return [
            (self.by_code[code].name, Position.from_word(word).label, code in self.positions)
            for code, word in self.reading.intended.items()
        ]

    def write(self, gate, roll_call: RollCall, with_rest: bool, with_names: bool) -> None:
        """Add the roll call and its positions, and the names to remember, through an open gate."""
        gate.save(roll_call)
        intended = self.reading.intended
        votes = {
            code: Vote(
                roll_call=roll_call,
                country=self.by_code[code],
                position=position,
                recorded_name="" if printed == self.by_code[code].name else printed[:200],
                intended_position=intended_letter(intended.get(code)),
            )
            for code, (position, printed) in self.positions.items()
        }
        for country in self.unnamed if with_rest else ():
            votes[country.code] = Vote(
                roll_call=roll_call,
                country=country,
                position=Position.NON_VOTING,
                intended_position=intended_letter(intended.get(country.code)),
            )
        gate.add_all(votes.values())
        for question in self.questions:
            is_new = with_names and question.remember and question.is_new_name
            if is_new and question.answer in self.by_code:
                alias = CountryName(
                    country=self.by_code[question.answer], name=question.text, kind="alias"
                )
                gate.save(alias)


def intended_letter(word: str | None) -> str:
    return Position.from_word(word).value if word else ""
