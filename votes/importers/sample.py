"""The bundled data: our own files of facts under votes/data, brought in once."""

from __future__ import annotations

import csv
import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from django.utils import timezone

from votes.models import (
    Changing,
    Citation,
    ContactParty,
    Country,
    CountryName,
    DiplomaticContact,
    Expectation,
    Group,
    ImportRun,
    Membership,
    MembershipSpell,
    Position,
    Record,
    Resolution,
    RollCall,
    Series,
    SeriesEntry,
    Source,
    Statement,
    Succession,
    Vote,
    VotingStatus,
    changing,
    name_key,
)

DATA = Path(__file__).resolve().parent.parent / "data"
FILES = (
    "countries.csv",
    "membership_spells.csv",
    "names.csv",
    "successions.csv",
    "voting_statuses.csv",
    "groups.csv",
    "memberships.csv",
    "ukraine.json",
    "pakistan_case.json",
)
NAME = "Bundled data"


def load() -> Counter[str]:
    """Bring in what the bundled files hold and the database does not yet.

    Returns how many records of each kind were added; nothing where these very files have been
    brought in before. What is there already is never touched, whoever wrote it, and what a
    person deleted stays deleted until the files themselves change.
    """
    checksum = hashlib.sha256(b"".join((DATA / name).read_bytes() for name in FILES)).hexdigest()
    run = ImportRun(
        name="votes/data",
        source=ImportRun.Source.BUNDLED,
        source_name=NAME,
        checksum=checksum,
        terms="CC0",
    )
    with changing(None, NAME, import_run=run) as gate:
        if ImportRun.objects.filter(source_name=NAME, checksum=checksum).exists():
            return Counter()
        run.save()
        bundle = Bundle(gate, run)
        bundle.load_countries()
        bundle.load_groups()
        bundle.load_ukraine()
        bundle.load_pakistan()
        run.outcome, run.finished_at = ImportRun.Outcome.COMPLETED, timezone.now()
        run.counts = {"added": dict(bundle.added)}
        run.save()
    return bundle.added


def rows(name: str) -> Iterable[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def document(name: str) -> dict[str, Any]:
    return json.loads((DATA / name).read_text(encoding="utf-8"))


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


class Bundle:
    """One loading of the bundled files through an open gate."""

    def __init__(self, gate: Changing, run: ImportRun) -> None:
        self.gate, self.run = gate, run
        self.added: Counter[str] = Counter()
        self.countries: dict[str, Country] = {}
        self.groups: dict[str, Group] = {}
        self.sources: dict[str, Source] = {}

    def add(self, records: Iterable[Record]) -> None:
        records = list(records)
        self.gate.add_all(records)
        for record in records:
            self.added[str(record._meta.verbose_name_plural)] += 1

    def source(self, facts: dict[str, str]) -> Source:
        """The source of that title, made where it is new."""
        facts = {name: value for name, value in facts.items() if value and name != "key"}
        title = facts["title"]
        if title not in self.sources:
            found = Source.objects.filter(title=title).first()
            if found is None:
                found = Source(**facts | {"published_on": day(facts.get("published_on", ""))})
                self.add([found])
            self.sources[title] = found
        return self.sources[title]

    def load_countries(self) -> None:
        known = set(Country.objects.values_list("code", flat=True))
        self.add(
            Country(**row | {"cow": int(row["cow"]) if row["cow"] else None})
            for row in rows("countries.csv")
            if row["code"] not in known
        )
        self.countries = {country.code: country for country in Country.objects.all()}
        have = set(MembershipSpell.objects.values_list("country__code", "started_on"))
        self.add(
            MembershipSpell(
                country=self.countries[row["code"]],
                started_on=date.fromisoformat(row["started_on"]),
                ended_on=day(row["ended_on"]),
                note=row["note"],
            )
            for row in rows("membership_spells.csv")
            if (row["code"], day(row["started_on"])) not in have
        )
        names = set(CountryName.objects.values_list("country__code", "key", "valid_from"))
        self.add(
            CountryName(
                country=self.countries[row["code"]],
                name=row["name"],
                kind=row["kind"],
                valid_from=day(row["valid_from"]),
                valid_to=day(row["valid_to"]),
                language=row["language"],
            )
            for row in rows("names.csv")
            if (row["code"], name_key(row["name"]), day(row["valid_from"])) not in names
        )
        pairs = set(Succession.objects.values_list("predecessor__code", "successor__code"))
        self.add(
            Succession(
                predecessor=self.countries[row["predecessor"]],
                successor=self.countries[row["successor"]],
                date=date.fromisoformat(row["date"]),
                kind=row["kind"],
                note=row["note"],
            )
            for row in rows("successions.csv")
            if (row["predecessor"], row["successor"]) not in pairs
        )
        limits = set(VotingStatus.objects.values_list("country__code", "kind", "started_on"))
        for row in rows("voting_statuses.csv"):
            if (row["code"], row["kind"], day(row["started_on"])) not in limits:
                source = {"title": row["source_title"], "url": row["source_url"]}
                status = VotingStatus(
                    country=self.countries[row["code"]],
                    kind=row["kind"],
                    started_on=date.fromisoformat(row["started_on"]),
                    ended_on=day(row["ended_on"]),
                    note=row["note"],
                    source=self.source(source | {"kind": "official_record", "grade": "primary"}),
                )
                self.add([status])

    def load_groups(self) -> None:
        known = set(Group.objects.values_list("code", flat=True))
        for row in rows("groups.csv"):
            if row["code"] not in known:
                source = self.source(
                    {"title": row["source_title"], "url": row["source_url"], "kind": "other"}
                )
                group = Group(
                    code=row["code"],
                    name=row["name"],
                    short_name=row["short_name"],
                    kind=row["kind"],
                    founded_on=day(row["founded_on"]),
                    note=row["note"],
                    source=source,
                )
                self.add([group])
        self.groups = {group.code: group for group in Group.objects.all()}
        have = set(Membership.objects.values_list("group__code", "country__code", "joined_on"))
        self.add(
            Membership(
                group=self.groups[row["group"]],
                country=self.countries[row["country"]],
                joined_on=day(row["joined_on"]),
                left_on=day(row["left_on"]),
                precision=row["precision"] or "day",
                note=row["note"],
            )
            for row in rows("memberships.csv")
            if (row["group"], row["country"], day(row["joined_on"])) not in have
        )

    def load_ukraine(self) -> None:
        facts = document("ukraine.json")
        about = facts["series"]
        series = Series.objects.filter(slug=about["slug"]).first()
        if series is None:
            series = Series(
                slug=about["slug"],
                title=about["title"],
                yes_means=about["yes_means"],
                note=about["note"],
                status=Series.Status.ACCEPTED,
            )
            self.add([series])
        session = self.source(about["source"])
        for item in facts["roll_calls"]:
            resolution = self.resolution(item)
            if not series.entries.filter(resolution=resolution).exists():
                entry = SeriesEntry(
                    series=series,
                    resolution=resolution,
                    role=item["role"],
                    note=item["series_note"],
                )
                self.add([entry])
                self.add([Citation(series_entry=entry, source=session)])
            if not resolution.roll_calls.on_whole_text().exists():
                self.roll_call(resolution, item, session)

    def resolution(self, item: dict[str, Any]) -> Resolution:
        """The text of that symbol, made where it is new."""
        try:
            return Resolution.objects.called(item["symbol"])
        except Resolution.DoesNotExist:
            text = Resolution(
                symbol=item["symbol"],
                draft_symbol=item["draft_symbol"],
                title=item["title"],
                session=item["session"],
                status=Resolution.Status.ADOPTED,
                revised=item.get("revised", ""),
                text_url=f"https://docs.un.org/{item['symbol']}",
            )
            self.add([text])
            return text

    def roll_call(self, resolution: Resolution, item: dict[str, Any], session: Source) -> None:
        roll_call = RollCall(
            resolution=resolution,
            date=date.fromisoformat(item["date"]),
            meeting=item["meeting"],
            majority_rule=item.get("majority_rule", ""),
            majority_source=item.get("majority_source", ""),
            state=RollCall.State.PUBLISHED,
            **{f"total_{word}": total for word, total in item["totals"].items()},
        )
        self.add([roll_call])
        source = session
        if meeting := item["meeting"]:
            source = self.source(
                {
                    "title": f"Record of the plenary meeting {meeting}",
                    "publisher": "United Nations",
                    "url": f"https://docs.un.org/{meeting}",
                    "published_on": item["date"],
                    "kind": "official_record",
                    "grade": "primary",
                }
            )
        self.add([Citation(roll_call=roll_call, source=source)])
        votes = [
            Vote(
                roll_call=roll_call,
                country=self.countries[code],
                position=Position.from_word(word),
                evidence=item["evidence"],
                import_run=self.run,
            )
            for word, codes in item["positions"].items()
            for code in codes.split()
        ]
        self.gate.add_traced(votes)
        self.added["votes"] += len(votes)

    def load_pakistan(self) -> None:
        facts = document("pakistan_case.json")
        sources = {key: self.source(each) for key, each in facts["sources"].items()}
        for item in facts["statements"]:
            statement = Statement(
                country=self.countries[item["country"]],
                **self.common(item, "kind", "speaker", "venue", "stance", "reasons"),
            )
            if not Statement.objects.filter(
                country=statement.country, date=statement.date, summary=statement.summary
            ).exists():
                self.add_fact(statement, "statement", item, sources)
        for item in facts["contacts"]:
            contact = DiplomaticContact(
                date_to=day(item.get("date_to", "")),
                sought_position=self.letter(item.get("sought_position")),
                **self.common(item, "kind", "initiators_as_reported"),
            )
            if not DiplomaticContact.objects.filter(
                date=contact.date, summary=contact.summary
            ).exists():
                self.add_fact(contact, "contact", item, sources)
                self.add(
                    ContactParty(contact=contact, role=role, country=self.countries[code])
                    for role, key in (("initiator", "initiators"), ("target", "targets"))
                    for code in item[key]
                )
        for item in facts["expectations"]:
            expectation = Expectation(
                country=self.countries[item["country"]],
                position=self.letter(item["position"]),
                **self.common(item, "confidence", "expected_by"),
            )
            if not Expectation.objects.filter(
                country=expectation.country,
                resolution=expectation.resolution,
                date=expectation.date,
                expected_by=expectation.expected_by,
            ).exists():
                self.add_fact(expectation, "expectation", item, sources)

    @staticmethod
    def letter(word: str | None) -> str:
        return Position.from_word(word).value if word else ""

    @staticmethod
    def common(item: dict[str, Any], *names: str) -> dict[str, Any]:
        """What statements, contacts and expectations have alike, and the named texts."""
        fields: dict[str, Any] = {name: item.get(name, "") for name in names}
        fields |= {name: item[name] for name in ("attribution", "summary")}
        fields |= {"date": day(item["date"]), "precision": item.get("precision", "day")}
        if "resolution" in item:
            fields["resolution"] = Resolution.objects.called(item["resolution"])
        if "series" in item:
            fields["series"] = Series.objects.get(slug=item["series"])
        return fields

    def add_fact(
        self, fact: Record, kind: str, item: dict[str, Any], sources: dict[str, Source]
    ) -> None:
        """Add one fact with its citations; a source is a key, or a key with a quotation."""
        self.add([fact])
        for cited in item["sources"]:
            cited = {"source": cited} if isinstance(cited, str) else cited
            citation = Citation(source=sources[cited["source"]], quote=cited.get("quote", ""))
            setattr(citation, kind, fact)
            self.add([citation])
