"""What a printed list is among page headers, numbers, footnotes and the prose that follows it."""

from __future__ import annotations

import re

from votes.importers.verbatim_words import HEADER, NEUTRAL, PAIRS, STRONG, WEAK

END_OF_NOTE = "\1"
# Where the prose after a list begins. No name of a state has any of these.
STARTER = re.compile(
    r"""(?<!\S)(?:
        \[?(?:subsequently|par\s+la\s+suite|posteriormente|ulteriormente)\b
      | (?:the\s+(?:\w+\s+)?)?(?:draft|oral|revised)\s+(?:resolutions?|decisions?|amendments?)\b
      | the\s+(?:amendments?|motions?|proposals?|acting|president|chair\w*|temporary|assembly
          |general\s+assembly|delegations?|representatives?|results?|votes?|voting|words?|texts?
          |decisions?|requests?|committee|council|meeting|question|recommendations?|provisions?
          |paragraphs?|sub-?amendments?|draft|operative|preambular)\b
      | (?:the\s+)?(?:first|second|third|last|\w{3,10}th)\s+(?:preambular|operative)\s+paragraph
      | (?:operative\s+|preambular\s+)?(?:sub-?)?paragraphs?\s+\S*\d
      | (?:accordingly|therefore|thus|by\s+a|by\s+\d|at\s+the|at\s+its|a\s+(?:recorded|separate
          |single|vote|roll))\b
      | (?:mr|mrs|ms|miss|mme|sr|sra|msgr|archbishop|prince|sir)\b\.?\s+[^\W\d_]
      | m\.\s+[^\W\d_] | (?:el|la)\s+sra?\b | (?:his|her)\s+(?:excellency|majesty)\b
      | having\s+(?:obtained|failed|received)\b
      | annex\s+[ivxl\d]+\b | annex\s*$ | votes?\s+on\b | action\s+on\b
      | \(?end\s+of\s+annex | \(annex\b
      | (?:le|la|el)\s+(?:présidente?|presidente|projet|proyecto|paragraphe|párrafo|
          amendement|enmienda|résolution|resolución|décision|decisión|délégation|delegación)\b
      | (?:les|las|los)\s+(?:délégations|delegaciones|projets|proyectos)\b
      | (?:par|por)\s+\d{1,3}\s+(?:voix|votos)\b
      | il\s+est\s+procédé\b | se\s+procede\b
    )""",
    re.VERBOSE,
)
# More lines than this no list has, whatever pages put into it.
MOST_LINES = 10_000
# The header of a page with the meeting's subject between its day and its symbol.
SUBJECT = re.compile(
    r"\s*(?:\d{1,2}/\d{1,2}/\d{4}\s.{0,300}\s[AS]/\S{0,20}PV\.\d{1,5}"
    r"|[AS]/\S{0,20}PV\.\d{1,5}\s.{0,300}\s\d{1,2}/\d{1,2}/\d{4})\s*"
)
# A list that numbers its names, and what stands before each of them.
FIRST_OF_MANY = re.compile(r"\s*1[.)][ \t]+[^\W\d_]")
PLACE = re.compile(r"^[ \t]*\d{1,3}[.)][ \t]+(?=[^\W\d_])", re.MULTILINE)
NUMBERED = re.compile(r"\s*\d{1,4}\.\s+[^\W\d_]")
MARK = re.compile(r"\s*(?:\*+|[†‡§]|[¹²³⁰⁴-⁹]+|\d{1,2}/|\[\d{1,2}\]|\(\d{1,2}\)|[a-h]/)\s*(?=\S)")
ROMAN = re.compile(r"[ivxlc]+")
DIGIT = re.compile("[0-9]")
WORD = re.compile(r"[^\W\d_]+")
TOKEN = re.compile(r"[^\s,;]*\d[^\s,;]*")
MARKED = re.compile(r"([^\d/]*(?:[^\W\d_]{2}\)?|[^\W\d_]{4}\.))\d{1,2}/?([).]?)")
SIGNS = re.compile(r"[*†‡§¹²³⁰⁴-⁹]+|(?<!\S)[a-h]/(?=[\s,;.]|$)")
MONTH = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
)
DATE = re.compile(rf"\b\d{{1,2}}\s(?:{MONTH})\s\d{{4}}\b", re.IGNORECASE)
BRACKETS = re.compile(r"\[([^\[\]]{0,1500})\]")
# A speaker, or a heading that is none of a vote.
SPEAKER = re.compile(r"[^\W\d_]\)?[ \t]?:(?=\s|$)")
SENTENCE = re.compile(r"(?<=[^\W\d_]{4})\.\s|(?<=\))\.\s")


def is_prose(text: str) -> bool:
    """Whether a line is a sentence, not a stretch of a list of states."""
    words = WORD.findall(text.casefold())
    if not STRONG.isdisjoint(words):
        return True
    weak = len(WEAK.intersection(words))
    return weak > 1 and 5 * weak > len(words)


def is_furniture(line: str) -> bool:
    """Whether a line is a page's header, footer or number, and nothing else."""
    if SUBJECT.fullmatch(line):
        return True
    told = False
    tokens = line.casefold().split()
    for token in tokens:
        words = WORD.findall(token)
        for word in words:
            pair = PAIRS.get(word)
            if word in HEADER or (pair and any(pair in other for other in tokens)):
                told = True
            elif not (
                word in NEUTRAL
                or ROMAN.fullmatch(word)
                or (len(word) < 4 and has_digit(token) and not MARKED.fullmatch(token))
            ):
                return False
        told = told or has_digit(token) or not words
    return told


def has_digit(text: str) -> bool:
    return DIGIT.search(text) is not None


def names_of(text: str, is_last: bool) -> tuple[str, list[str]]:
    """The lines of a list without what is no list, and the prose that was passed over.

    `text` runs from one heading to the next; after the last heading of a vote the list ends
    where prose begins, between two headings it goes on after it.
    """
    kept: list[str] = []
    passed: list[str] = []
    text = BRACKETS.sub(_bracket, text)
    if FIRST_OF_MANY.match(text):
        text = PLACE.sub("", text)
    lines = text.split("\n")
    skips_to_blank = skips_to_stop = False
    for place, line in enumerate(lines):
        if place > MOST_LINES:
            passed.append(f"… and {len(lines) - place} more lines")
            break
        if not line.strip():
            skips_to_blank = skips_to_stop = False
            continue
        if skips_to_blank or skips_to_stop:
            passed[-1] += f" {line.strip()}"
            skips_to_stop = skips_to_stop and not line.rstrip().endswith(".")
            continue
        if END_OF_NOTE in line:
            line, _, rest = line.partition(END_OF_NOTE)
            if rest.strip():
                passed.append(rest.strip())
                skips_to_blank = True
        if is_furniture(line):
            continue
        if (mark := MARK.match(line)) and _is_footnote(line[mark.end() :], lines, place):
            passed.append(line.strip())
            skips_to_stop = not line.rstrip().endswith(".")
            continue
        end = _prose_at(line)
        if end is None:
            kept.append(line)
            continue
        kept.append(line[:end])
        if is_last:
            break
        passed.append(line[end:].strip())
        skips_to_blank = True
    clean = [_without_marks(line) for line in kept]
    return "\n".join(line for line in clean if line.strip()), passed


def _is_footnote(rest: str, lines: list[str], place: int) -> bool:
    following = lines[place + 1] if place + 1 < len(lines) else ""
    return _prose_at(rest) == 0 or (is_prose(following) and "," not in rest)


def _prose_at(line: str) -> int | None:
    """Where in a line prose begins, if it does."""
    if NUMBERED.match(line):
        return 0
    starter = STARTER.search(line.lower())
    end = starter.start() if starter else None
    if speaker := SPEAKER.search(line, 0, end if end is not None else len(line)):
        begins = max((each.end() for each in SENTENCE.finditer(line, 0, speaker.end())), default=0)
        if "," not in line[begins : speaker.start()]:
            end = begins
    head = line if end is None else line[:end]
    if is_prose(head):
        place = 0
        for stop in SENTENCE.finditer(head):
            if is_prose(head[place : stop.end()]):
                break
            place = stop.end()
        return place
    return end


def _bracket(match: re.Match[str]) -> str:
    inside = match[1]
    is_note = len(inside.strip()) < 4 or has_digit(inside) or is_prose(inside)
    # Line breaks stay, for they part paragraphs.
    return "\n" * inside.count("\n") if is_note else match[0]


def _without_marks(line: str) -> str:
    """A line without footnote marks, dates, numbers and document symbols."""
    line = SIGNS.sub("", line)
    return TOKEN.sub(_token, DATE.sub(" ", line)) if has_digit(line) else line


def _token(match: re.Match[str]) -> str:
    token = match[0]
    if marked := MARKED.fullmatch(token):
        return marked[1] + marked[2]
    words = WORD.findall(token.casefold())
    # A number that has run into a word is left to be asked about.
    return token if any(len(word) > 3 and word not in HEADER for word in words) else ""
