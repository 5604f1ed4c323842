"""Roll calls as records of different times and presses print them, for reading them back."""

import random
import re
import textwrap

MARKS = ["*", "1/", "[1]", "²", " 2/", " [3]"]
FURNITURE = [
    "07-34567",
    "A/61/PV.107",
    "16/38",
    "3",
    "13 September 2007",
    "29/10/2024",
    "General Assembly 107th plenary meeting",
    "Sixty-first session 13 September 2007",
    "A/50/PV.79 Agenda item 68 (continued)",
    "GE.08-12345 (E)",
    "Page 15",
    "United Nations",
    "\f",
    "General Assembly - Fifty-fourth Session - Plenary Meetings",
    "Official Records",
]
FOOTNOTES = [
    "1/ Resolution 61/295, annex.",
    "* The voting rights of this member were restored that day.",
    "[Footnote: see document A/61/L.67 of 2007]",
    "2/ See A/50/PV.12, in which the delegation spoke on a point\nof order.",
]
TITLES = {
    "record": ("In favour:", "Against:", "Abstaining:"),
    "nineties": ("In favour:", "Against:", "Abstentions:"),
    "press": ("In favour:", "Against:", "Abstain:"),
    "bare": ("In favour", "Against", "Abstaining"),
    "french": ("Votent pour :", "Votent contre :", "S’abstiennent :"),
    "french past": ("Ont voté pour :", "Ont voté contre :", "Se sont abstenus :"),
    "spanish": ("Votos a favor:", "Votos en contra:", "Abstenciones:"),
    "spanish short": ("A favor:", "En contra:", "Abstenciones:"),
}


def dice_of(seed):
    return random.Random(seed)  # noqa: S311


def joined(names, dice, none="None", last_and=False):
    if not names:
        return none
    if last_and and len(names) > 1:
        comma = dice.choice(["", ","])
        return f"{', '.join(names[:-1])}{comma} and {names[-1]}"
    return ", ".join(names)


def outcome(lists, dice, verb="adopted"):
    yes, no, abstain = (len(each) for each in lists)
    against = "none" if not no and dice.random() < 0.8 else str(no)
    if not abstain:
        ending = dice.choice(["", ", with no abstentions"])
    else:
        ending = f", with {abstain} abstention{'s' if abstain > 1 else ''}"
    return f"{verb} by {yes} vote{'s' if yes > 1 else ''} to {against}{ending}"


def narrow(text, width, dice):
    """Lines of a column; words are hyphenated where they do not fit, as typesetters do."""
    lines = textwrap.wrap(text, width, break_on_hyphens=True)
    for place in range(len(lines) - 1):
        word = re.match(r"[^\W\d_]{6,}", lines[place + 1])
        if word and dice.random() < 0.15 and not lines[place].endswith("-"):
            cut = dice.randint(2, len(word[0]) - 2)
            lines[place] += f" {lines[place + 1][:cut]}-"
            lines[place + 1] = lines[place + 1][cut:]
    return lines


def with_furniture(lines, dice, between=FURNITURE):
    """Lines with a page's end and beginning among them."""
    out = []
    for place, line in enumerate(lines):
        out.append(line)
        if place + 1 < len(lines) and dice.random() < 0.12:
            page = dice.sample(between, dice.randint(1, 4))
            for each in page:
                out += ["", each] if dice.random() < 0.5 else [each]
            out += dice.choice([[], [""]])
    return out


def marked(names, dice):
    return [name + dice.choice(MARKS) if dice.random() < 0.05 else name for name in names]


def recased(text, dice):
    return dice.choice([str, str.upper, str, str.lower])(text)


def record(lists, seed, titles="record"):
    """A meeting record since about 2000: a narrow column, with all that pages put into it."""
    dice = dice_of(seed)
    width = dice.randint(35, 45)
    parts = ["A recorded vote was taken.", ""]
    for title, names in zip(TITLES[titles], lists, strict=True):
        text = joined(marked(names, dice), dice)
        lines = with_furniture(narrow(text, width, dice), dice)
        if names and len(lines) > 3 and dice.random() < 0.3:
            place = dice.randint(1, len(lines) - 2)
            lines[place:place] = ["", dice.choice(FOOTNOTES), ""]
        parts += [title, *lines]
        parts += dice.choice([[], [""], ["", "07-50429", ""]])
    ending = f"Draft resolution A/61/L.67 was {outcome(lists, dice)} (resolution 61/295)."
    return "\n".join([*parts, *textwrap.wrap(ending, width), "Mr. Sanders (Peru): We thank all."])


def nineties(lists, seed):
    """A meeting record of the 1990s: wide lines, headings before them, with no full stop."""
    dice = dice_of(seed)
    parts = ["A recorded vote was taken.", ""]
    for title, names in zip(TITLES["nineties"], lists, strict=True):
        stop = dice.choice(["", "", "."])
        text = f"{title} {joined(names, dice)}{stop}"
        parts += [*with_furniture(narrow(text, dice.randint(55, 75), dice), dice), ""]
    verb = dice.choice(["adopted", "retained", "rejected", "carried"])
    return "\n".join([*parts, f"The draft resolution was {outcome(lists, dice, verb)}."])


def press(lists, seed):
    """A press release's annex: a list a line, with who was absent."""
    dice = dice_of(seed)
    yes, no, abstain = lists
    start = (
        "ANNEX II\nVote on Sovereignty over Natural Resources\nThe draft resolution on natural "
        f"resources (document A/64/L.10) was adopted by a recorded vote of {len(yes)} in favour "
        f"to {len(no) or 'none'} against, with {len(abstain) or 'no'} abstentions, as follows:"
    )
    lines = [
        f"{title}  {joined(names, dice, last_and=dice.random() < 0.5)}{dice.choice(['', '.'])}"
        for title, names in zip(TITLES["press"], lists, strict=True)
    ]
    return "\n\n".join([start, *lines, "* *** *"])


def council(lists, seed):
    """A report of the Human Rights Council: numbered paragraphs around indented lists."""
    dice = dice_of(seed)
    parts = ["92. A recorded vote was taken on the draft resolution. The voting was as follows:"]
    for title, names in zip(TITLES["record"], lists, strict=True):
        text = f"{title} {joined(names, dice)}"
        parts += ["", *textwrap.wrap(text, 80, initial_indent="    ", subsequent_indent="      ")]
    end = f"93. Draft resolution A/HRC/58/L.6 was {outcome(lists, dice)}."
    after = "94. The representatives of China, Cuba and Peru made statements."
    return "\n".join([*parts, "", end, after])


def council_press(lists, seed):
    """A press release of the Human Rights Council: counts beside the headings, names as prose."""
    dice = dice_of(seed)
    parts = ["The result of the vote was as follows:"]
    for title, names in zip(("In favour", "Against", "Abstentions"), lists, strict=True):
        text = f"{title} ({len(names)}): {joined(names, dice, last_and=True)}."
        parts += ["", *textwrap.wrap(text, dice.choice([70, 100, 2000]))]
    return "\n".join(parts)


def running(lists, seed):
    """A press release's own sentence, which names those who did not vote in favour."""
    dice = dice_of(seed)
    yes, no, abstain = lists
    and_last = dice.random() < 0.5
    against = f" ({joined(no, dice, last_and=and_last)})" if no else ""
    abstaining = f" ({joined(abstain, dice, last_and=and_last)})" if abstain else ""
    text = (
        f"By a text, {dice.choice(['adopted', 'retained', 'rejected'])} by a recorded vote of "
        f"{len(yes)} {dice.choice(['', 'votes '])}in favour to {len(no) or 'none'} against"
        f"{against}, with {len(abstain) or 'no'} abstentions{abstaining}, the Assembly called on "
        "all States to act."
    )
    return textwrap.fill(text, dice.choice([60, 100, 1000]))


def one_line(lists, seed):
    """A list pasted from a web page: everything on one line, in any case."""
    dice = dice_of(seed)
    end = dice.choice([".", "", ";"])
    parts = [
        f"{title} {joined(names, dice)}{end}"
        for title, names in zip(TITLES["record"], lists, strict=True)
    ]
    ending = f"The draft resolution was {outcome(lists, dice)}."
    return recased(" ".join([*parts, ending]), dice)


FORMS = {
    "record": record,
    "nineties": nineties,
    "press": press,
    "council": council,
    "council's press": council_press,
    "one line": one_line,
    "bare": lambda lists, seed: record(lists, seed, "bare"),
    "French headings": lambda lists, seed: record(lists, seed, "french"),
    "Spanish headings": lambda lists, seed: record(lists, seed, "spanish"),
}
