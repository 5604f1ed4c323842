"""What one of Voeten's roll calls was on: a whole text, a part of it, an amendment, a motion."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from votes.importers.rollcall import FileRollCall

# The longest label that a roll call can have.
LONGEST_LABEL = 200


class Scope(NamedTuple):
    """What a roll call was on; `told` where its description says so in clear words."""

    kind: str
    label: str = ""
    told: bool = False


# Questions of procedure, each with its label; the one named first.
PROCEDURES = (
    (r"2/3|two-thirds|simple majority|important question", "Majority required"),
    (r"ruling|appeal against", "Ruling of the President"),
    (r"separate[ -]|divided vote|\bdivision\b", "Separate vote"),
    (r"\bno action\b|\bno vote\b|not to take action", "No action"),
    (r"priority", "Priority of a proposal"),
    (r"adjourn|suspen|clos\w+ debate|postpon|defer", "Adjournment or postponement"),
    (r"reconsid", "Reconsideration"),
    (r"\bitems?\b|\bsub-item\b|agenda|\btabled\b|\btitle\b", "Agenda of the session"),
    (r"election|ballot", "Conduct of elections"),
    (r"debate|discussion|right to speak|\bconsensus\b|referring", "Conduct of the debate"),
)
# Words that announce a vote on procedure whatever follows them.
MOVED = (
    r"motion|\bruling\b|appeal against|\breq(?:uest)?\b(?= for)|2/3|simple majority"
    r"|^to (?:require|open|allocate the item|inquire|(?:in|ex)clude)\b|^inclu(?:sion)?\b"
    r"|^retain the title"
)
# A proposal or a recommendation is on procedure only where the words after it say so.
PROPOSED = r"\bproposal\b|\bgen(?:eral|\.)? +comm?(?:ittee|\.)? +recommendation|^recommendation\b"
AMENDED = (
    r"(?<!as )(?<!as orally )\bamm?end?ments?\b|\bamed\b|\bamend\b"
    r"|^(?:to delete|reword|insertion of)\b|proposal to delete\b(?! item)|for the addition of"
)
PART = (
    r"paras?\b|parags?\b|paragraphs?|preamb|\bpream\b|preamble|\bwords?\b|phrases?\b|clause\b"
    r"|sentence\b|portion\b|\bpart\b(?= \d| of|,)|remainder\b|\bpoint \(|\barticle\b|\bart\b"
    r"|\bsection\b|\bannex\b"
)
TEXT = (
    r"resol|\bres\b|\brew\b|declaration|convention|covenant|agreement|recommendation|\breport\b"
    r"|\bdraft\b|decision|treaty|protocol|principles"
)
KINDS = re.compile(
    f"(?P<motion>{MOVED})|(?P<amendment>{AMENDED})|(?P<proposal>{PROPOSED})"
    f"|(?P<paragraph>{PART})|(?P<whole>{TEXT})"
)
AMENDMENT_FIRST = re.compile(rf"^(?:(?!\b(?:draft|resol|res)\b).)*?(?:{AMENDED})")
PART_OF_PROPOSAL = re.compile(r"^\w+ part of \S+ proposal\b.*")
# "TO NOTE …", "TO URGE …": the content of the text, in which paragraphs are merely mentioned.
TO_VOTE = re.compile(
    r"^to (?=adopt|retain|delete|require|open|allocate the item|inquire|include|exclude"
    r"|approve draft"
    r"|amend(?:,| to\b| making| op))"
)
CONTENT = re.compile(r"^to (?!admit\b)[a-z]+")
QUOTED = re.compile(r"“[^”]*”")

SPOKEN = re.compile(r"^The (?:Acting )?President\b|\bput to the ?vote\b")
# Where the President says what is voted on next; the words after it are the object.
PUT = re.compile(
    r"(?:put|first) ?(?:to )?(?:the|a)? ?vote(?: first\b)?|votes? on the(?= motion)"
    r"|(?:decision|vote|(?<!to )take action)(?: first)? ?on"
    r"|votes? ?(?:has|have)(?: also)? ?been ?requested(?: jointly)? ?on"
    r"|turn (?:first |now )?to|put (?=(?:that|the|operative|part)[^.]{1,90} to the ?vote)"
    r"|(?=(?-i:D)raft ?resolution [a-z]+ is\b)",
    re.I,
)
SENTENCE_END = re.compile(r"\.(?= ?[A-Z“])(?<!L\.)")
OBJECT = re.compile(
    r"(?P<motion>motion|no action)|(?P<amendment>amendments?\b)"
    r"|(?P<paragraph>preamb|paragraph|\bwords?\b|\bsection [ivx]+|\bpart [ivx]+)"
    r"|(?P<whole>draft ?(?:resolution|decision))",
    re.I,
)

ORDINAL = (
    r"(?:\d+(?:st|nd|rd|th)|last|final|(?:twenty|thirty)-? ?\w+|(?:first|second|third|fourth|fifth"
    r"|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\w+teenth|twentieth|thirtieth))"
)
NUMBER = r"(?:\(?[a-z]\)|\d{1,3}(?:-\w)?\b(?: ?\([a-z\d]{1,4}\))*)"
AND = r"(?:,? and |, ?| & |,? together with )"
PARAGRAPHS = (
    rf"(?:(?:the )?{ORDINAL}{AND})*(?:the )?(?:{ORDINAL} )?(?:operative |preambular )?"
    rf"(?:sub-)?paragraphs?(?: {NUMBER}(?:{AND}{NUMBER})*)?(?: as a whole)?"
)
REFERENCE = re.compile(
    rf"(?:the )?(?:preamble{AND})?{PARAGRAPHS}(?:(?:{AND}| of | in ){PARAGRAPHS})*|preamble\b"
)
SECTION = re.compile(r"\b(section|part|article) ([ivx]+|[a-h](?= of))\b", re.I)
# An amendment's own document stands right behind the word.
AMENDING = re.compile(
    r"amend(?:ment)?s?\.? (?:(?:as )?(?:circulated|contained|issued) (?:in|as) (?:documents? )?|\()"
    r"(A/(?:[\w-]+\.?\d*/)*(?:L\.)?\d+(?:/(?:Rev|Add)\.\d+)*)(?P<more>,? (?:and )?A/)?",
    re.I,
)
# Where the part ends and the text that it is of begins.
OF_TEXT = re.compile(
    r"\bdraft\b|\bresol|\bres\b|\(\d?[a-z]*/|\bon which\b|\brecommended\b|\bsaid\b|\bwhich\b"
    r"|\breport\b|, on |\(\d\w+ comm"
)
NAMELESS = re.compile(r"^(?:words in |part of )?(?:\w+ )?(?:sub-)?paragraphs?$")
# Abbreviations and words that run together in the descriptions.
SPELLED = (
    (re.compile(r"\b\d\d-\d{5,}(?:/\d+)*|\b\d*a/[\des-]+/pv\.\d+"), " "),
    (re.compile(r"\boperatives\b"), "operative"),
    (re.compile(r"\bop(?:er)?\b\.?(?= sub| para)"), "operative"),
    (re.compile(r"\bpreamb?\b\.?|\bpreambulatory\b"), "preambular"),
    (re.compile(r"\b(sub-?)?para(?:g|graph)?\b\.?"), r"\1paragraph"),
    (re.compile(r"\b(sub-?)?par(?:as|ags)\b\.?"), r"\1paragraphs"),
    (re.compile(r"\bsub(?:- |)paragraph"), "sub-paragraph"),
    (re.compile(r"(?<=operative)(?=paragraph)|(?<=preambular)(?=paragraph)"), " "),
    (re.compile(r"(?<=paragraph)(?=of\b)|(?<=[a-z])(?=(?:operative|preambular) )"), " "),
    (re.compile(r"(?<=paragraph)(?=\d)"), " "),
    (re.compile(r"preamble paragraph"), "preambular paragraph"),
    (re.compile(r"\s+"), " "),
)


def spoken(text: str) -> bool:
    """Whether a description is what the President said, from the meeting record."""
    return bool(SPOKEN.search(text))


def by_words(text: str) -> Scope | None:
    """What a description says that was voted on; None where it does not say so.

    Two ways of describing are known: notes in capitals (to session 39) and the President's own
    words (from session 52). All other descriptions summarise the text or are its title.
    """
    if spoken(text):
        return _by_spoken(text)
    if text and text == text.upper():
        return _by_notes(text.lower())
    return None


def by_marks(text: str, amend: str, para: str) -> Scope:
    """What the marks say, and "" where there are none.

    From session 30 on a mark stands wherever the letters “AMEND” or “PARA” occur in a summary
    of the content (“SEPARATE”, “PREPARATION”), so a mark beside a summary says nothing.
    """
    if amend == para == "":
        return Scope("")
    noted = text.lower()
    if text == text.upper() and CONTENT.match(noted) and not TO_VOTE.match(noted):
        return Scope("whole")
    return Scope("amendment" if amend == "1" else "paragraph" if para == "1" else "whole")


def settle(calls: Iterable[FileRollCall], told: set[str]) -> None:
    """Settle what only the other votes on the same text can tell; a text is voted on once.

    Without words and marks ("") it is the whole text where it alone is left. Of two or more on the
    whole of one text only one that is `told` so in words stays, all others are unknown.
    """
    held: dict[tuple[str, str], list[FileRollCall]] = defaultdict(list)
    for call in calls:
        if call.symbol:
            held["", call.symbol].append(call)
        elif call.drafts:
            held[call.session, call.drafts[0]].append(call)
        elif call.scope == "":
            call.scope = "unknown"
    for votes in held.values():
        left = [call for call in votes if call.scope in {"", "whole", "unknown"}]
        clear = [call for call in left if call.scope == "whole" and call.record in told]
        if len(left) == 1:
            clear = [call for call in left if call.scope != "unknown"]
        for call in left:
            call.scope = "whole" if clear == [call] else "unknown"


def _by_notes(text: str) -> Scope | None:
    """Notes in capitals: the first telling word decides, for the object stands at their head."""
    unquoted = QUOTED.sub("“”", text)
    voted = TO_VOTE.match(unquoted)
    if CONTENT.match(unquoted) and not voted:
        return None
    head = re.sub(r"^to (?:adopt|retain) (?:the |an? )?", "", unquoted)
    head = head if not head.startswith("title") else f"retain the {head}"
    found = KINDS.search(head)
    if found is None or head.startswith("decision by"):
        return None
    kind = found.lastgroup or ""
    if kind == "proposal":
        label = _procedure(head)
        if found[0] == "recommendation" and "agenda" not in head:
            return Scope("whole", "", True)
        if label and not re.search(r"to delete (?:operative|preambular|para)", head):
            return Scope("motion", label, True)
        found = KINDS.search(head, found.end())
        kind = found.lastgroup if found and found.lastgroup == "amendment" else ""
        if not kind:
            return None
    if kind == "motion":
        return Scope("motion", _procedure(head), True)
    if kind == "paragraph" and AMENDMENT_FIRST.match(head):
        kind = "amendment"
    if kind == "paragraph" and (part := PART_OF_PROPOSAL.match(head)) and _procedure(part[0]):
        return Scope("motion", _procedure(part[0]), True)
    if kind == "amendment":
        return Scope("amendment", _amendment(head), True)
    if kind == "paragraph":
        return Scope("paragraph", _paragraph(head), True)
    if re.match(r"[^:]{0,90}: the \w+ proposal .*\bdeleting\b", head):
        return Scope("amendment", "", True)
    return Scope("whole", "", True)


def _by_spoken(text: str) -> Scope | None:
    """The President's words: the last thing put to the vote, for the text ends with the vote."""
    objects = [SENTENCE_END.split(text[each.end() :], maxsplit=1)[0] for each in PUT.finditer(text)]
    kind = label = ""
    for told in reversed(objects):
        found = OBJECT.search(told)
        if found is None:
            continue
        kind = kind or found.lastgroup or ""
        if kind == "whole" or label or found.lastgroup != kind:
            break
        named = NAMED[kind](told.lower() if kind != "amendment" else told)
        # An earlier sentence helps only where it speaks of one part, not of all in turn.
        if told == objects[-1] or not re.search(r"paragraphs|,| and ", named):
            label = named
    return Scope(kind, label, True) if kind else None


def _procedure(text: str) -> str:
    found = [
        (match.start(), label) for words, label in PROCEDURES if (match := re.search(words, text))
    ]
    return min(found)[1] if found else ""


def _amendment(text: str) -> str:
    """The amendment's own document, where it has one only; or that it was made orally."""
    found = AMENDING.search(re.sub(r"(?<=[/.]) (?=[A-Za-z\d])", "", text))
    if found and "amend" not in text[: found.start()].lower():
        return "" if found["more"] else "Amendment " + spelled(found[1])
    return "Oral amendment" if re.search(r"\boral\b\)? amend", text, re.I) else ""


def spelled(document: str) -> str:
    """The symbol of a document in the library's letters: "A/L.546/REV.1" is A/L.546/Rev.1."""
    return re.sub(r"(?<=/)(?:REV|ADD)(?=\.)", lambda part: part[0].capitalize(), document.upper())


def _paragraph(text: str) -> str:
    """The part, if it is one: "Operative paragraph 4", "Words in preambular paragraph 5"."""
    text = QUOTED.sub(" ", text)
    for pattern, spelling in SPELLED:
        text = pattern.sub(spelling, text)
    text = OF_TEXT.split(text, maxsplit=1)[0] + " of "
    found = REFERENCE.search(text)
    if found is None:
        section = SECTION.search(text)
        return f"{section[1].capitalize()} {section[2].upper()}" if section else ""
    before, after = text[: found.start()], text[found.end() :]
    named = found[0].replace(" the ", " ").removeprefix("the ").strip()
    if re.search(r"\bwords?|phrases?\b", before):
        named = f"words in {named}"
    elif re.search(r"\bpart\b|portion|clause|sentence|remainder|point", before):
        named = f"part of {named}"
    is_all = not re.search(r"paragraph", before + after) and len(named) <= LONGEST_LABEL
    return named[0].upper() + named[1:] if is_all and not NAMELESS.match(named) else ""


NAMED = {"motion": _procedure, "amendment": _amendment, "paragraph": _paragraph}
