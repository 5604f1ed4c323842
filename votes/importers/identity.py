"""Which states a file's roll calls are about: each code or name, on the day of the vote."""

from __future__ import annotations

from array import array
from datetime import date

from votes.importers.rollcall import LETTERS, FileRollCall
from votes.models import Country, States
from votes.models.country import codes

KNOWN = frozenset(LETTERS)


class Identity:
    """Finds the states of one file's roll calls; what is not found becomes a fault.

    `code_column` and `name_column` are what faults name; without the latter a name is itself the
    heading of its column.
    """

    def __init__(self, states: States, code_column: str, name_column: str) -> None:
        self.states = states
        self.code_column, self.name_column = code_column, name_column
        self._near: dict[str, str] = {}
        self._compared: set[tuple[str, str]] = set()
        self._left_out: set[str] = set()

    def settle(self, call: FileRollCall) -> None:
        """Give a roll call its states, settle its blank cells, and note what is doubtful."""
        if call.day is None:
            return
        on, meaning = call.day.toordinal(), self.states.meaning
        given: dict[int, str] = {}
        places: list[int] = []
        blanks: dict[int, int] = {}
        strangers: list[int] = []
        for place, (code, name, letter) in enumerate(call.positions):
            meant = meaning(code, name, on)
            state = meant.country
            if state is None:
                if letter in KNOWN:
                    self._unknown(call, place, meant.problem)
                elif letter:
                    self._leave_out(call, place)
                continue
            if letter and letter not in KNOWN:
                column = self._column(call, place)
                call.fault(column, f"“{letter}” is not a position.", call.lines[place])
            elif not letter:
                if meant.is_member:
                    blanks[state] = place
            elif state in given:
                self._twice(call, place, state, given, places)
            else:
                given[state] = letter
                places.append(place)
                if not meant.is_member:
                    strangers.append(state)
            if meant.is_member and code and name and (code, name) not in self._compared:
                self._compare(call, place, state)
        if call.is_refused:
            # Its positions are left as they were read, to be counted as refused.
            return
        self._fill(call, blanks, given, places)
        call.lines = array("L", [call.lines[place] for place in places])
        call.positions = [call.positions[place] for place in places]
        call.states, call.letters = array("L", given), "".join(given.values())
        if strangers:
            named = codes(self.states.countries[state] for state in strangers)
            call.fault("date", f"{call.name}: not members on {call.day}: {named}.", kind="doubt")

    def _fill(
        self, call: FileRollCall, blanks: dict[int, int], given: dict[int, str], places: list[int]
    ) -> None:
        """Empty cells are non-voting where the official total asks for as many, else nothing."""
        absent = {state: place for state, place in blanks.items() if state not in given}
        listed = sum(letter == "X" for letter in given.values())
        if absent and len(absent) == call.totals.get("X", 0) - listed:
            for state, place in absent.items():
                given[state] = "X"
                places.append(place)

    def _column(self, call: FileRollCall, place: int) -> str:
        code, name, _ = call.positions[place]
        return self.code_column if code else self.name_column or name

    def _leave_out(self, call: FileRollCall, place: int) -> None:
        """A column that names no state and holds no positions is one of another kind; said once."""
        _, name, _ = call.positions[place]
        if name not in self._left_out:
            self._left_out.add(name)
            what = f"The column “{name}” is no state's; it is left out."
            call.fault(name, what, call.lines[place], "doubt")

    def _unknown(self, call: FileRollCall, place: int, problem: str) -> None:
        code, name, _ = call.positions[place]
        text = code or name
        if not text:
            call.fault(self.code_column, "The row names no state.", call.lines[place])
            return
        if text not in self._near:
            near = dict.fromkeys(Country.objects.near(text) + Country.objects.near(name))
            self._near[text] = ", ".join(list(near)[:4]) or "none"
        sentence = f"{problem}. Near ones: {self._near[text]}."
        if code and name:
            sentence = f"{problem} ({name}). Near ones: {self._near[text]}."
        call.fault(self._column(call, place), sentence, call.lines[place], "unknown_state")

    def _twice(
        self,
        call: FileRollCall,
        place: int,
        state: int,
        given: dict[int, str],
        places: list[int],
    ) -> None:
        """A second position in one seat. Of two claimants (China in October 1971) the one that
        cast a vote had the seat; two positions of one state contradict each other."""
        code, name, letter = call.positions[place]
        country, before = self.states.countries[state], given[state]
        index = list(given).index(state)
        is_claimant = call.positions[places[index]][:2] != (code, name)
        what = f"{country} is “{letter}” here and “{before}” before"
        kind = "doubt"
        if letter == before:
            what = f"{country} stands here a second time"
        elif is_claimant and "X" in (letter, before):
            what += "; the vote that was cast is followed"
            if before == "X":
                given[state], places[index] = letter, place
        else:
            kind = "refused"
        call.fault(self._column(call, place), f"{what}.", call.lines[place], kind)

    def _compare(self, call: FileRollCall, place: int, state: int) -> None:
        """A code is followed; where the name beside it is another state's, that is said once."""
        code, name, _ = call.positions[place]
        self._compared.add((code, name))
        day: date = call.day  # type: ignore[assignment]
        other = self.states.meaning("", name, day.toordinal()).country
        if other is not None and other != state:
            countries = self.states.countries
            call.fault(
                self.code_column,
                f"The code {code} means {countries[state]}, the name “{name}” "
                f"{countries[other]}; the code is followed.",
                call.lines[place],
                "doubt",
            )
