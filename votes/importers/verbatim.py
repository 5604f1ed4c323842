"""Roll calls as records and press releases print them: text in, lists of names out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from votes.importers import verbatim_page
from votes.importers.verbatim_heading import NO, NON_VOTING, YES, Heading, headings
from votes.importers.verbatim_note import Note, notes
from votes.importers.verbatim_result import Result, results

# Lists that hold nobody.
NOBODY = re.compile(
    r"\W*(?:none|nil|no one|nobody|néant|aucune?|ninguno|ninguna|nadie)?\W*", re.IGNORECASE
)
COUNT_ONLY = re.compile(r"\W*(\d{1,3})\W*")
# How far a sentence that introduces a roll call ("… as follows:") may be from its first list.
INTRODUCTION = 400
FAR = 1_500
INTRODUCES = re.compile(
    r"[\s.:;,]{0,8}$|[^.]{0,300}?\b(?:follows?|following|suit|suivants?|siguientes?)\b"
    r"|\.\s+(?:the\s+)?(?:vot\w+|results?|breakdown)[^.]{0,80}?\bfollows\b",
    re.IGNORECASE,
)
ENDS_OF_LINES = re.compile("\r\n|[\r\f\v\x1c-\x1e\x85\u2028\u2029]")
INVISIBLE = re.compile("[\0\1\u200b-\u200f\u2060\ufeff]|\u00ad[ \t]*\n?")
SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")


@dataclass(frozen=True, slots=True)
class NameList:
    """The names printed under one position, page furniture taken out and line breaks kept.

    `position` is "yes", "no", "abstain" or "non_voting".
    """

    position: str
    text: str


@dataclass(frozen=True, slots=True)
class VerbatimVote:
    """One roll call as a text has it; no name has been looked up.

    `lists` has a list for each heading or pair of brackets, empty for "None". `totals` are those
    that are stated: "yes", "no", "abstain", by the sentence that `result` quotes or by the counts
    beside the headings. `intended` are the names of delegations that later said what they had
    meant to vote. `problems` are sentences about what could not be read.
    """

    lists: tuple[NameList, ...]
    totals: dict[str, int]
    intended: tuple[NameList, ...] = ()
    result: str = ""
    problems: tuple[str, ...] = ()


def parse(text: str) -> list[VerbatimVote]:
    """The roll calls of a text: those with lists under headings, then those of running sentences.

    A running sentence that has the totals of a roll call with headings is that roll call's. One
    that names nobody is a roll call only where the text has no other. Raises nothing.
    """
    text = plain(text)
    remarks = notes(text)
    masked = _masked(text, remarks)
    groups = _groups(headings(masked), masked)
    firsts = [group[0].start for group in groups]
    sentences = []
    for each in results(masked):
        before = bisect_right(firsts, each.start) - 1
        # What stands between the lists of one roll call is no sentence about another.
        if before < 0 or each.start > groups[before][-1].start:
            sentences.append(each)
    owned = _owned(masked, groups, sentences)
    votes = [
        _headed(masked, group, _limit(groups, number, masked), owned.get(number))
        for number, group in enumerate(groups)
    ]
    starts = [group[0].start for group in groups]
    used = {id(result) for result in owned.values()}
    running = [each for each in sentences if id(each) not in used]
    has_lists = [each for each in running if each.lists]
    stated = [vote.totals for vote in votes]
    for each in has_lists if votes or has_lists else running:
        if each.totals not in stated and not (each.may_be_turned and each.turned() in stated):
            votes.append(_running(masked, each))
            starts.append(each.start)
    return _with_notes(votes, starts, remarks)


def plain(text: str) -> str:
    """A text with one kind of line end and of space, and without invisible characters."""
    text = SPACES.sub(" ", INVISIBLE.sub("", ENDS_OF_LINES.sub("\n", text)))
    # The one letter that is longer in lower case, in which headings are looked for.
    return text.replace("İ", "I")


def _masked(text: str, remarks: list[Note]) -> str:
    """A text with its notes blanked, every other character where it was.

    A note without brackets ends with a mark: what follows it in its paragraph is no list.
    """
    parts, past = [], 0
    for each in remarks:
        blank = re.sub(r"[^\n]", " ", text[each.start : each.end - 1])
        is_open = text[each.start] != "["
        parts += [text[past : each.start], blank, verbatim_page.END_OF_NOTE if is_open else " "]
        past = each.end
    return "".join([*parts, text[past:]])


def _groups(found: list[Heading], text: str) -> list[list[Heading]]:
    """Headings by roll call: a position that comes again begins the next one."""
    groups: list[list[Heading]] = []
    for heading in found:
        held = {each.position for each in groups[-1]} if groups else set()
        also_absent = heading.position == NON_VOTING and heading.position in held
        if groups and (heading.position not in held or heading.continues or also_absent):
            groups[-1].append(heading)
        else:
            groups.append([heading])
    return [group for group in groups if not _is_prose(group, text)]


def _is_prose(group: list[Heading], text: str) -> bool:
    """Whether headings are words of a speech: "Those in favour: please …", a lone "absent:"."""
    if any(heading.position != NON_VOTING for heading in group[1:]):
        return False
    first = group[0]
    said = text[first.start : first.end].lstrip()
    speaks = said[:1].islower() or said.lower().startswith("those")
    before = text[max(0, first.start - 80) : first.start].rpartition("\n")[2]
    return first.position == NON_VOTING or (bool(before.strip()) and speaks)


def _limit(groups: list[list[Heading]], number: int, text: str) -> int:
    return groups[number + 1][0].start if number + 1 < len(groups) else len(text)


def _owned(text: str, groups: list[list[Heading]], sentences: list[Result]) -> dict[int, Result]:
    """The sentence about each roll call's result, by the roll call's place.

    It follows the lists, or introduces them ("… as follows:").
    """
    owned: dict[int, Result] = {}
    place, left = 0, None
    for number in range(len(groups) + 1):
        limit = groups[number][0].start if number < len(groups) else len(text)
        between = []
        while place < len(sentences) and sentences[place].start < limit:
            between.append(sentences[place])
            place += 1
        introducing = None
        if number < len(groups) and between:
            gap = text[between[-1].end : min(limit, between[-1].end + INTRODUCTION)]
            if INTRODUCES.match(gap):
                introducing = between.pop()
        if number:
            previous = number - 1
            if previous not in owned and between:
                owned[previous] = between[0]
            elif previous not in owned and left is not None:
                owned[previous] = left
        if introducing is not None:
            owned[number] = introducing
        near = not number and between and limit - between[-1].end < FAR
        left = between[-1] if near else None
    return owned


def _headed(text: str, group: list[Heading], limit: int, result: Result | None) -> VerbatimVote:
    lists: list[NameList] = []
    counts: dict[str, int] = {}
    problems: list[str] = []
    for place, heading in enumerate(group):
        is_last = place + 1 == len(group)
        end = limit if is_last else group[place + 1].start
        raw = text[heading.end : end]
        if heading.count is not None:
            counts[heading.position] = heading.count
        first = raw.strip().partition("\n")[0]
        if only := COUNT_ONLY.fullmatch(first):
            counts.setdefault(heading.position, int(only[1]))
            raw = raw.replace(first, "", 1)
            if not any(_names(raw, is_last)[0]):
                continue
        names, passed = _names(raw, is_last)
        problems += [f"Left out of the list “{heading.position}”: “{each}”." for each in passed]
        lists.append(NameList(heading.position, names))
    if result is not None:
        counts |= _totals(result, lists)
    counts.pop(NON_VOTING, None)
    said = " ".join(text[result.start : result.end].split()) if result else ""
    return VerbatimVote(tuple(lists), counts, (), said, tuple(problems))


def _totals(result: Result, lists: Iterable[NameList]) -> dict[str, int]:
    """What a sentence states: of "rejected by 83 votes to 80" the lists say which is which, and
    without lists that the text was rejected."""
    if not result.may_be_turned:
        return result.totals
    listed = dict.fromkeys((YES, NO), 0)
    for each in lists:
        if each.position in listed and each.text:
            listed[each.position] += each.text.count(",") + 1
    if not any(listed.values()):
        return max(result.totals, result.turned(), key=lambda totals: totals[NO])
    ways = (result.totals, result.turned())
    return min(ways, key=lambda way: sum(abs(way[each] - listed[each]) for each in listed))


def _running(text: str, result: Result) -> VerbatimVote:
    lists = tuple(
        NameList(position, _names(inside, is_last=False)[0])
        for position, inside in result.lists.items()
    )
    said = " ".join(text[result.start : result.end].split())
    return VerbatimVote(lists, dict(_totals(result, lists)), (), said)


def _names(raw: str, is_last: bool) -> tuple[str, list[str]]:
    names, passed = verbatim_page.names_of(raw, is_last)
    return ("" if NOBODY.fullmatch(names) else names), passed


def _with_notes(
    votes: list[VerbatimVote], starts: list[int], remarks: list[Note]
) -> list[VerbatimVote]:
    """Give each note to the last roll call that begins before it."""
    held: list[list[Note]] = [[] for _ in votes]
    ordered = sorted((start, place) for place, start in enumerate(starts))
    for note in remarks:
        if before := bisect_right(ordered, (note.start, len(votes))):
            held[ordered[before - 1][1]].append(note)
    return [
        VerbatimVote(
            vote.lists,
            vote.totals,
            tuple(NameList(*each) for note in mine for each in note.meant),
            vote.result,
            vote.problems + tuple(f"Not read: “{each}”." for note in mine for each in note.unread),
        )
        for vote, mine in zip(votes, held, strict=True)
    ]
