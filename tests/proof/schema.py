"""The API asked what its document lets one ask: hundreds of requests for every operation."""

from __future__ import annotations

import os
import re

from tests.bench.child import Child
from tests.bench.databases import Databases

EXAMPLES = 200
TEST = "tests/api/test_schemathesis.py"


def answers_by_the_document(databases: Databases, name: str, seed: int) -> list[str]:
    """What was answered otherwise than the document says: nothing where all is well.

    The test makes a database of its own beside the one named.
    """
    os.environ["SCHEMA_EXAMPLES"] = os.environ.get("PROOF_EXAMPLES") or str(EXAMPLES)
    arguments = ["-m", "pytest", TEST, "-q", "--tb=short", "--show-capture=no"]
    ended = Child([*arguments, f"--hypothesis-seed={seed}"], databases.url(name)).end()
    if ended.code == 0:
        return []
    failed = re.findall(r"^_+ \w+\[(.+)\] _+$", ended.output, re.MULTILINE)
    return [f"answered otherwise: {', '.join(failed)}", ended.output] if failed else [ended.output]
