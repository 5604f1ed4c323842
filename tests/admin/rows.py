"""Any number of rows of every model, for what all lists of the desk have in common."""

from datetime import date

from tests.copied import copied
from tests.factories import (
    added,
    make_contact,
    make_country,
    make_expectation,
    make_group,
    make_resolution,
    make_roll_call,
    make_series,
    make_source,
    make_statement,
)
from votes.models import (
    AcceptedDiscrepancy,
    Citation,
    ContactParty,
    ImportIssue,
    ImportRun,
    Membership,
    ResolutionRelation,
    ResolutionTopic,
    RollCallIdentifier,
    SeriesEntry,
    Sponsorship,
    Succession,
    Topic,
    VotingStatus,
)

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
DAY = date(2022, 3, 2)


def code(number):
    return f"X{LETTERS[number // 26]}{LETTERS[number % 26]}"


@copied
def make_rows(number):
    """At least one row of every model, each hanging on others of its own."""
    country = make_country(code(number), f"Country {number}")
    neighbour = make_country("Y" + code(number)[1:], f"Neighbour {number}")
    source = make_source(f"Source {number}")
    group = make_group(f"G{number}", [country], name=f"Group {number}")
    text = make_resolution(f"A/RES/77/{number}", draft_symbol=f"A/77/L.{number}", session="77")
    other = make_resolution(f"A/RES/78/{number}", session="78")
    roll_call = make_roll_call(text, {country: "Y", neighbour: "A"})
    series = make_series(f"series-{number}", [text], title=f"Series {number}")
    entry = SeriesEntry.objects.get(series=series)
    topic = added(Topic(name=f"Topic {number}", slug=f"topic-{number}"))
    statement = make_statement(country, source, roll_call=roll_call)
    added(VotingStatus(country=country, kind="article_19", started_on=DAY, source=source))
    added(Succession(predecessor=neighbour, successor=country, date=DAY, kind="merger"))
    added(Membership(group=group, country=neighbour, joined_on=DAY, source=source))
    added(Topic(name=f"Narrow {number}", slug=f"narrow-{number}", parent=topic))
    added(ResolutionTopic(resolution=text, topic=topic))
    added(ResolutionRelation(from_resolution=text, kind="recalls", to_resolution=other))
    added(Sponsorship(resolution=text, country=country, source=source))
    added(Sponsorship(resolution=text, group=group, source=source))
    added(RollCallIdentifier(roll_call=roll_call, scheme="undl", value=f"ID{number}"))
    added(Citation(series_entry=entry, source=source))
    added(Citation(roll_call=roll_call, source=source, locator="page 2"))
    contact = make_contact(country, {"country": neighbour}, source, kind="call")
    added(ContactParty(contact=contact, role="target", group=group))
    make_expectation(country, text, source, statement=statement)
    run = ImportRun.objects.create(
        name=f"file-{number}.csv", source="undl_ga", source_name="A library"
    )
    ImportIssue.objects.create(run=run, record="4000001", line=7, what="Unknown name")
    added(
        AcceptedDiscrepancy(
            scheme="undl",
            record=f"40000{number}",
            difference="1 too few",
            explanation="The meeting record has it so.",
        )
    )
