"""Small files of votes as libraries write them, and bringing them in."""

import csv
import io

from django.db import connection

from tests.factories import make_country
from votes.importers.load import bring_in
from votes.models import Country, Resolution, RollCall

LONG = [
    *("undl_id", "ms_code", "ms_name", "ms_vote", "date", "session", "resolution", "draft"),
    *("committee_report", "meeting", "title", "agenda_title", "subjects", "vote_note"),
    *("total_yes", "total_no", "total_abstentions", "total_non_voting", "total_ms", "undl_link"),
]
WIDE = [*LONG[:1], *LONG[4:]]
VOETEN_CALLS = [
    *("rcid", "session", "importantvote", "date", "unres", "amend", "para", "short", "descr")
]
VOETEN_VOTES = ["rcid", "country", "country_code", "vote"]
NAMES = {
    "FRA": ("France", "FR"),
    "TUR": ("Türkiye", "TR"),
    "USA": ("United States of America", "US"),
    "IND": ("India", "IN"),
    "NAM": ("Namibia", "NA"),
}
POSITIONS = "FRA Y, TUR Y, USA N, IND A, NAM X"
WORDS = {"Y": "yes", "N": "no", "A": "abstain"}
RUN_TABLES = {"votes_importrun", "votes_importissue"}


def make_states():
    return {
        code: make_country(code, name, iso2=iso2, cow=number)
        for number, (code, (name, iso2)) in enumerate(NAMES.items(), start=1)
    }


def votes_of(positions):
    """ "FRA Y, TUR N" as pairs of a code and a letter."""
    return [tuple(each.split()) for each in positions.split(", ")] if positions else []


def totals(positions):
    letters = [letter for _, letter in votes_of(positions)]
    names = ("total_yes", "total_no", "total_abstentions", "total_non_voting")
    return {name: str(letters.count(letter)) for name, letter in zip(names, "YNAX", strict=True)}


def about(record, positions, **cells):
    """The cells about one roll call, its totals counted where they are not given."""
    facts = {
        "undl_id": record,
        "date": "1985-12-12",
        "session": "40",
        "resolution": "A/RES/40/86",
        "draft": "A/40/L.1",
        "meeting": "A/40/PV.113",
        "title": "Security of States",
        **totals(positions),
    }
    return facts | cells


def roll_call(record="7", positions=POSITIONS, **cells):
    """One roll call of a long file: a row a state."""
    facts, rows = about(record, positions, **cells), []
    for code, letter in votes_of(positions):
        name = NAMES.get(code, ("",))[0]
        told = {"ms_code": code, "ms_name": name.upper(), "ms_vote": letter} | facts
        rows.append([told.get(column, "") for column in LONG])
    return rows


def table(header, rows):
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header, *rows])
    return text.getvalue()


def library(folder, *calls, name="ga.csv"):
    """A long file of the library's with these roll calls."""
    path = folder / name
    path.write_text(table(LONG, [row for call in calls for row in call]), encoding="utf-8")
    return path


def wide(folder, cells, name="wide.csv", positions="", **facts):
    """A file of one row, in which `cells` are the columns of states."""
    row = about("7", positions, **facts) | cells
    header = [*WIDE, *cells]
    path = folder / name
    path.write_text(table(header, [[row.get(column, "") for column in header]]), encoding="utf-8")
    return path


def voeten_call(
    record="5", unres="R/40/86", day="1985-12-05", session="40", marks="/", short="STATES", descr=""
):
    return [record, session, "0", day, unres, *marks.split("/"), short, descr]


def voeten(folder, *calls, positions="FRA Y, TUR Y, USA N, IND A", each=None):
    """Voeten's files of roll calls and votes: the same positions in all, or those of `each`."""
    folder.mkdir(exist_ok=True)
    rows = [
        [call[0], *NAMES[code], WORDS[letter]]
        for call in calls
        for code, letter in votes_of((each or {}).get(call[0], positions))
    ]
    paths = folder / "roll_calls.csv", folder / "votes.csv"
    paths[0].write_text(table(VOETEN_CALLS, calls), encoding="utf-8")
    paths[1].write_text(table(VOETEN_VOTES, rows), encoding="utf-8")
    return list(paths)


def bring(*paths, **options):
    """What came of bringing files in."""
    return bring_in(paths, **options)


def came_of(report):
    """The outcomes that are not zero: ({"added": 1}, {"added": 5})."""
    return tuple(
        {outcome: count for outcome, count in counts.items() if count}
        for counts in report.counts.values()
    )


def said(report, *kinds):
    """What the issues of some kinds say, or of all."""
    return [issue.what for issue in report.issues if not kinds or issue.kind in kinds]


def record():
    """What readers see: each vote event with its text and its positions by code."""
    found = []
    codes = dict(Country.objects.values_list("pk", "code"))
    for each in RollCall.objects.select_related("resolution").order_by("date", "pk"):
        letters = {
            codes[pk]: letter for pk, letter in each.votes.values_list("country", "position")
        }
        positions = ", ".join(f"{code} {letters[code]}" for code in sorted(letters))
        text = each.resolution
        found.append((text.symbol, text.title, str(each.date), each.scope, positions))
    return found


def dump(leave_out=RUN_TABLES):
    """Every row of every table of the record but those of runs."""
    tables = sorted(
        name
        for name in connection.introspection.table_names()
        if name.startswith("votes_") and name not in leave_out
    )
    rows = {}
    with connection.cursor() as cursor:
        for name in tables:
            cursor.execute(f'SELECT * FROM "{name}" ORDER BY id')  # noqa: S608
            rows[name] = cursor.fetchall()
    assert "votes_vote" in rows
    return rows


def only_text():
    return Resolution.objects.get()


def only_roll_call():
    return RollCall.objects.get()
