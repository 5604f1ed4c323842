"""The subjects that a file gives to texts: beside those that they have, and written."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import slugify

from votes.importers.matching import Match
from votes.importers.present import Hands
from votes.models import Change, Changing, Resolution, ResolutionTopic, Topic
from votes.models.bulk import batches

# What stands between a broader subject and a narrower one.
LEVELS = "--"
LONGEST_TOPIC = 200


def topic_names(each: Match) -> set[str]:
    """The subjects of a roll call's text as topics are named, without empty levels."""
    found = set()
    for subject in each.call.subjects:
        levels = [level.strip() for level in subject.split(LEVELS)]
        found.add(LEVELS.join(level for level in levels if level)[:LONGEST_TOPIC].strip("- "))
    return found - {""}


@dataclass
class Subjects:
    """The subjects of texts, and those that people took from them: a text's key and a name."""

    linked: set[tuple[int, str]] = field(default_factory=set)
    removed: set[tuple[int, str]] = field(default_factory=set)

    @classmethod
    def load(cls, matches: Iterable[Match], hands: Hands) -> Subjects:
        subjects, names = cls(), names_ever()
        for batch in batches(sorted({each.text.pk for each in matches if each.text}), 1000):
            links = ResolutionTopic.objects.filter(resolution__in=batch).order_by()
            subjects.linked |= {
                (text, name)
                for text, topic in links.values_list("resolution", "topic")
                for name in names[topic]
            }
        subjects.removed = {
            (place[1], name)
            for place in hands.deleted
            if place[0] == "resolutiontopic"
            for name in names[place[2]]
        }
        return subjects

    def compared(self, each: Match) -> tuple[list[str], list[str]]:
        """The subjects in the file that its text does not have: new ones, and removed ones."""
        if each.text is None:
            return [], []
        text = each.text.pk
        missing = sorted(name for name in topic_names(each) if (text, name) not in self.linked)
        removed = [name for name in missing if (text, name) in self.removed]
        return [name for name in missing if name not in removed], removed


def names_ever() -> defaultdict[int, set[str]]:
    """Every name that each topic has or had, deleted ones too: a file knows them by the old."""
    names: defaultdict[int, set[str]] = defaultdict(set)
    for topic, name in Topic.objects.values_list("pk", "name"):
        names[topic].add(name)
    changes = Change.objects.filter(record_type="topic")
    for topic, before, after in changes.values_list("record_id", "before", "after"):
        names[topic] |= {each["name"] for each in (before, after) if each and "name" in each}
    return names


def link_subjects(
    subjects: Iterable[tuple[Resolution, Match]], removed: set[tuple[int, str]], gate: Changing
) -> None:
    """Make the subjects that are new, each under its broader one, and link the texts; what people
    took from a text stays away."""
    wanted: dict[tuple[int, str], Resolution] = {}
    schemes = {}
    for text, each in subjects:
        scheme = Topic.Scheme.VOETEN if each.call.scheme == "voeten" else Topic.Scheme.UNBIS
        for name in topic_names(each):
            if (text.pk, name) not in removed:
                wanted[text.pk, name] = text
                schemes[name] = scheme
    if not wanted:
        return
    topics = subjects_named(schemes, gate)
    have: set[tuple[int, int]] = set()
    for batch in batches(sorted({pk for pk, _ in wanted}), 1000):
        links = ResolutionTopic.objects.filter(resolution__in=batch)
        have |= set(links.values_list("resolution", "topic"))
    new = {
        (pk, topics[subject].pk): ResolutionTopic(resolution=text, topic=topics[subject])
        for (pk, subject), text in wanted.items()
    }
    gate.add_traced(link for place, link in new.items() if place not in have)


def subjects_named(schemes: dict[str, Any], gate: Changing) -> dict[str, Topic]:
    """The subjects of these names; those that are new are made, broader ones first."""
    scheme = next(iter(schemes.values()))
    paths = {
        LEVELS.join(subject.split(LEVELS)[: depth + 1])
        for subject in schemes
        for depth in range(subject.count(LEVELS) + 1)
    }
    present, ever = Topic.objects.of_scheme(scheme), names_ever()
    topics = {name: topic for topic in present for name in ever[topic.pk]}
    topics |= {topic.name: topic for topic in present}
    slugs = Counter(Topic.objects.values_list("slug", flat=True))
    for depth in range(1 + max(path.count(LEVELS) for path in paths)):
        new = []
        for path in sorted(paths - topics.keys()):
            if path.count(LEVELS) == depth:
                parent = topics.get(path.rpartition(LEVELS)[0])
                topic = Topic(name=path, slug=free_slug(path, scheme, slugs), scheme=scheme)
                topic.parent = parent
                new.append(topic)
        gate.add_all(new)
        topics |= {topic.name: topic for topic in new}
    return topics


def free_slug(name: str, scheme: str, taken: Counter[str]) -> str:
    """A name as it stands in an address, not taken by another subject."""
    plain = slugify(name)[:180] or scheme
    choices = [plain, f"{plain}-{scheme}", *(f"{plain}-{number}" for number in range(2, 1000))]
    slug = next(choice for choice in choices if not taken[choice])
    taken[slug] += 1
    return slug
