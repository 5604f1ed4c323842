"""What a database holds, as one checksum a table: to the letter, or by what it means."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

from django.apps import apps
from django.db import models

from tests.bench.databases import Databases

# The tables that say which runs there were; every run writes its own row there.
OF_RUNS = {"votes_importrun", "votes_importissue"}
AT_ONCE = 5_000
State = dict[str, tuple[int, str]]
Ranks = dict[str, dict[Any, int]]


def tables() -> list[type[models.Model]]:
    """The models of every votes_* table."""
    known = apps.get_app_config("votes").get_models(include_auto_created=True)
    # A proxy has the table of another.
    found = [model for model in known if not model._meta.proxy]
    return sorted(found, key=lambda model: model._meta.db_table)


def exact(databases: Databases, name: str) -> State:
    """Rows and checksum of every table: keys, times and all."""
    return _state(databases, name, lambda model, _: repr)


def meaning(databases: Databases, name: str) -> State:
    """The same but for times, and for keys: each stands as its place in the order of keys.

    Two databases in which the same things happened are alike in this, whatever keys were lost
    to transactions that were taken back.
    """
    return _state(databases, name, meant)


def without_runs(state: State) -> State:
    return {table: each for table, each in state.items() if table not in OF_RUNS}


def differing(one: State, other: State) -> list[str]:
    """The tables in which two states differ."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def _state(
    databases: Databases,
    name: str,
    writer: Callable[[type[models.Model], Ranks], Callable[[Any], str]],
) -> State:
    state: State = {}
    with closing(databases.connect(name)) as connection:
        ranks = {} if writer is not meant else ranks_of(connection)
        for model in tables():
            write, digest, count = writer(model, ranks), hashlib.sha256(), 0
            for row in rows(connection, model):
                digest.update(write(row).encode() + b"\n")
                count += 1
            state[model._meta.db_table] = count, digest.hexdigest()
    return state


def rows(
    connection: Any, model: type[models.Model], columns: list[str] | None = None
) -> Iterator[Any]:
    """All rows of a table in the order of their keys, few of them in memory at a time."""
    fields = columns or [str(field.column) for field in model._meta.concrete_fields]
    listed = ", ".join(f'"{field}"' for field in fields)
    last = -1
    while True:
        cursor = connection.cursor()
        # Keys and names of columns come from the models.
        cursor.execute(
            f'SELECT "id", {listed} FROM "{model._meta.db_table}" '  # noqa: S608
            f'WHERE "id" > {last} ORDER BY "id" LIMIT {AT_ONCE}'
        )
        batch = cursor.fetchall()
        cursor.close()
        for row in batch:
            yield row[1:]
        if len(batch) < AT_ONCE:
            return
        last = batch[-1][0]


def ranks_of(connection: Any) -> Ranks:
    """By model, the place of every key in the order of keys."""
    return {
        str(model._meta.model_name): {
            key: place for place, (key,) in enumerate(rows(connection, model, ["id"]))
        }
        for model in tables()
    }


def meant(model: type[models.Model], ranks: Ranks) -> Callable[[Any], str]:
    """How to write one row of a model without times, its keys as places."""
    fields = model._meta.concrete_fields
    plain, references = [], []
    for place, field in enumerate(fields):
        if field.is_relation:
            references.append((place, ranks.get(referred(field), {})))
        elif not field.primary_key and not isinstance(field, models.DateTimeField):
            plain.append(place)
    if model._meta.model_name == "change":
        names = [field.attname for field in fields]
        return lambda row: meant_change(dict(zip(names, row, strict=True)), ranks)
    return lambda row: repr(
        [row[place] for place in plain]
        + [places.get(row[place], row[place]) for place, places in references]
    )


def referred(field: Any) -> str:
    """The name of the model that a relation leads to."""
    return str(field.related_model._meta.model_name)


def meant_change(change: dict[str, Any], ranks: Ranks) -> str:
    """A line of the history: it names records by their kind and key."""
    kind = change["record_type"]
    references = {
        field.attname: ranks.get(referred(field), {})
        for field in apps.get_model("votes", kind)._meta.concrete_fields
        if field.is_relation
    }
    sides = []
    for side in ("before", "after"):
        told = change[side]
        told = (json.loads(told) if isinstance(told, str) else told) or {}
        for name, places in references.items():
            if name in told:
                told[name] = places.get(told[name], told[name])
        sides.append(sorted(told.items()))
    return repr(
        [
            kind,
            ranks[kind].get(change["record_id"], "gone"),
            ranks["revision"].get(change["revision_id"]),
            *(change[name] for name in ("label", "action", "record_version")),
            *sides,
        ]
    )
