"""The files that can be brought in: how each is recognised, read, and what it is an edition of."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from votes.importers import undl, vetoes, voeten
from votes.importers.progress import Tell
from votes.importers.reading import header_of, records, shown
from votes.importers.rollcall import FileRollCall, UnreadableFile
from votes.importers.undl import Records
from votes.models import Body, FileSource

# A date in a file's name, such as 2026_02_06_ga_voting.csv or …_2025-07-23.csv.
EDITION = re.compile(r"((?:19|20)\d\d)[-_.](0?[1-9]|1[0-2])(?:[-_.](0?[1-9]|[12]\d|3[01]))?(?!\d)")
UNITED_NATIONS = "© United Nations, for non-commercial use with attribution"


@dataclass(frozen=True)
class Layout:
    """One form of file: the columns that name a state, and under what terms the facts come.

    Without `name_column` a state's name is the heading of its own column.
    """

    code_column: str
    name_column: str
    terms: str


LAYOUTS = {
    "undl_long": Layout("ms_code", "ms_name", UNITED_NATIONS),
    "undl_wide": Layout("", "", UNITED_NATIONS),
    "vetoes": Layout("member_veto1", "member_veto1", "MIT licence"),
    "voeten": Layout("country_code", "country", "CC0"),
    "voeten_absences": Layout("ccode", "ccode", "CC0"),
}
EXPECTED = (
    "the UN Digital Library's long form (undl_id, ms_code, ms_name, ms_vote, date, resolution, "
    "total_yes, total_no …) or its form with a column a state; the list of vetoes (date, draft, "
    "meeting_record, member_veto1 …); Voeten's three files together (rcid, country, "
    "country_code, vote; rcid, session, date, unres …; rcid, short_name, issue) or his one file "
    "with absences (rcid, session, vote, ccode …)"
)


@dataclass(frozen=True)
class InputFile:
    """A file whose layout was recognised, or the files of one source that belong together.

    `parts` has each path by what it is: "" where one file is all.
    """

    layout: str
    parts: dict[str, Path]

    @property
    def name(self) -> str:
        return ", ".join(shown(path) for path in self.parts.values())

    @property
    def edition(self) -> str:
        """The date that the file's name carries, if it does."""
        for path in self.parts.values():
            if match := EDITION.search(path.name):
                return "-".join(part.zfill(2) for part in match.groups() if part)
        return ""

    @property
    def size(self) -> int:
        """Bytes on disk, for progress."""
        return sum(path.stat().st_size for path in self.parts.values())

    def checksum(self) -> str:
        """The SHA-256 of the file's bytes, of several files one after the other."""
        digest = hashlib.sha256()
        for path in self.parts.values():
            with path.open("rb") as file:
                while block := file.read(1024 * 1024):
                    digest.update(block)
        return digest.hexdigest()

    def read(self, progress: Tell | None = None) -> tuple[FileSource, list[FileRollCall]]:
        """What the file is an edition of, and its roll calls. Raises UnreadableFile."""
        opened: dict[str, Records] = {
            part: records(path, progress) for part, path in self.parts.items()
        }
        if self.layout in {"undl_long", "undl_wide"}:
            calls = undl.parse(opened[""])
            # By those that could be read: a damaged row does not tell.
            bodies = [call.body for call in calls if call.day]
            is_council = bodies.count(Body.COUNCIL) > len(bodies) / 2
            return FileSource.UNDL_COUNCIL if is_council else FileSource.UNDL_ASSEMBLY, calls
        if self.layout == "vetoes":
            return FileSource.VETOES, vetoes.parse(opened[""])
        return FileSource(self.layout), voeten.parse(opened)


def recognise(paths: Sequence[Path]) -> list[InputFile]:
    """The files to bring in, those that belong together as one.

    Raises UnreadableFile, naming what was expected and what was found, before anything is read
    further than its header.
    """
    files: list[InputFile] = []
    voeten_parts: dict[str, Path] = {}
    for path in paths:
        header = header_of(path)
        part = voeten.part_of(header)
        if undl.is_long(header):
            files.append(InputFile("undl_long", {"": path}))
        elif undl.is_wide(header):
            files.append(InputFile("undl_wide", {"": path}))
        elif vetoes.is_vetoes(header):
            files.append(InputFile("vetoes", {"": path}))
        elif part == "single":
            files.append(InputFile("voeten_absences", {part: path}))
        elif part in voeten_parts:
            other = shown(voeten_parts[part])
            raise UnreadableFile(f"{shown(path)} and {other} are the same part of Voeten's files.")
        elif part:
            voeten_parts[part] = path
        else:
            found = ", ".join(header[:30])[:500] or "nothing"
            if len(header) == 1 and (";" in found or "\t" in found):
                found += " (separate the columns by commas)"
            raise UnreadableFile(
                f"{shown(path)}: the layout is not known. Expected {EXPECTED}. Found: {found}."
            )
    if voeten_parts:
        if missing := {"votes", "roll_calls"} - voeten_parts.keys():
            names = ", ".join(map(shown, voeten_parts.values()))
            raise UnreadableFile(
                f"{names}: of Voeten's three files, give that of the votes and that of the roll "
                f"calls together; missing: {' and '.join(sorted(missing)).replace('_', ' ')}."
            )
        files.append(InputFile("voeten", voeten_parts))
    return files
