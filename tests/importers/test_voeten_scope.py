"""What Voeten's descriptions and marks say about the object of a vote."""

import pytest

from votes.importers import voeten
from votes.importers.voeten_scope import by_words

VOTES = ["rcid", "country", "country_code", "vote"]
CALLS = ["rcid", "session", "date", "unres", "amend", "para", "short", "descr"]
SPOKEN = "The President: I now put to the vote {}."


def parse(*calls):
    cast = [[call[0], "Utopia", "UT", "yes"] for call in calls]
    parts = {"roll_calls": [CALLS, *calls], "votes": [VOTES, *cast]}
    return voeten.parse({part: enumerate(rows, start=1) for part, rows in parts.items()})


@pytest.mark.parametrize(
    ("descr", "scope", "label"),
    [
        ("TO ADOPT 4TH COMM. DRAFT RESOL. (A/9) AS AMENDED BY UTOPIA.", "whole", ""),
        ("TO ADOPT DRAFT RESOL. (A/9) MINUS PREAMBULAR PARAGRAPH 1.", "whole", ""),
        ("RES, I.A., RECALLING PARA 3 OF RES 1 & AMENDING RULES.", "whole", ""),
        (
            "TO ADOPT OPERATIVE PARAGRAPH 4 OF DRAFT RESOL. (A/9).",
            "paragraph",
            "Operative paragraph 4",
        ),
        ("PREAM PARAS 7 & 8 OF RES D (A/9).", "paragraph", "Preambular paragraphs 7 & 8"),
        (
            "TO ADOPT PREAMBLE AND SUB-PARAGRAPH 1 (B) OF UTOPIAN DRAFT RESOL. (A/9).",
            "paragraph",
            "Preamble and sub-paragraph 1 (b)",
        ),
        (
            "TO RETAIN THE WORDS “AND LAKES” IN OP PARA 5 OF RES.",
            "paragraph",
            "Words in operative paragraph 5",
        ),
        ("TO ADOPT SECTION II OF DRAFT RESOL. (A/9).", "paragraph", "Section II"),
        (
            "TO ADOPT A UTOPIAN AMENDMENT (A/L. 48) TO OPERATIVE PARAGRAPH 2 OF DRAFT RESOL. "
            "(A/L.44).",
            "amendment",
            "Amendment A/L.48",
        ),
        (
            "TO ADOPT PART 1 OF THE 3-POWER AMENDMENT (A/L.48) TO DRAFT RESOL.",
            "amendment",
            "Amendment A/L.48",
        ),
        ("UTOPIAN ORAL AMEND TO DELETE OP PARA 3 OF RES (A/9).", "amendment", "Oral amendment"),
        (
            "TO ADOPT A U.S. MOTION THAT PARAGRAPH 3 NEEDS A 2/3 MAJORITY.",
            "motion",
            "Majority required",
        ),
        ("TO ADOPT PRESIDENT'S RULING AGAINST THE AMENDMENT.", "motion", "Ruling of the President"),
        (
            "TO ADOPT UTOPIAN PROPOSAL TO ADJOURN THE MEETING.",
            "motion",
            "Adjournment or postponement",
        ),
        ("US REQUEST FOR SEPARATE VOTE ON OP PARA 8 OF RES.", "motion", "Separate vote"),
        (
            "TO ADOPT A GENERAL COMM. RECOMMENDATION (A/9) TO INCLUDE ITEM 6 IN THE AGENDA.",
            "motion",
            "Agenda of the session",
        ),
        (
            "The President: I shall now put to the voteoperative paragraph 4 (b) of draft "
            "resolution I.",
            "paragraph",
            "Operative paragraph 4 (b)",
        ),
        (
            "The President: Separate votes have been requested on paragraphs 2 and 6. I shall "
            "first put to the vote paragraph 2. A recorded vote has been requested.",
            "paragraph",
            "Paragraph 2",
        ),
        (
            "The Acting President: The Assembly will take a decision on the amendment contained in "
            "document A/60/L.5. A recorded vote has been requested.",
            "amendment",
            "Amendment A/60/L.5",
        ),
        (
            "The President: I put to the vote the motion that no action be taken on draft "
            "resolution III, entitled “Lakes”.",
            "motion",
            "No action",
        ),
        (
            "The President: I put to the vote the oral amendment to paragraph 6. It was adopted. I "
            "now put to the vote the draft resolution, as amended, in paragraph 9 of the report.",
            "whole",
            "",
        ),
    ],
)  # fmt: skip
def test_descriptions_say_what_was_voted_on(descr, scope, label):
    found = by_words(descr)
    assert (found.kind, found.label, found.told) == (scope, label, True)


@pytest.mark.parametrize(
    "descr", ["", "Question of paragraphs and amendments", "TO NOTE PARAGRAPH 11 OF RESOLUTION 9."]
)
def test_summaries_and_titles_say_nothing_about_the_vote(descr):
    assert by_words(descr) is None


@pytest.mark.parametrize(
    ("marks", "descr", "scope"),
    [
        ("0/0", "Lakes", "whole"),
        ("0/1", "Lakes", "paragraph"),
        ("1/1", "Lakes", "amendment"),
        ("0/1", "TO URGE SEPARATE PREPARATION OF LAKES.", "whole"),
        ("1/0", "TO AMEND RULE 3 OF THE RULES OF PROCEDURE.", "whole"),
        ("1/0", "TO ADOPT DRAFT RESOL. (A/9) AS AMENDED.", "whole"),
    ],
)
def test_marks_count_where_words_do_not_tell_and_summaries_do_not_explain_them(marks, descr, scope):
    row = ["7", "33.0", "1978-12-03", "R/33/5", *marks.split("/"), "LAKES", descr]
    assert parse(row)[0].scope == scope


@pytest.mark.parametrize(
    ("others", "scopes"),
    [
        ([], ["whole"]),
        (["operative paragraph 2", "the motion for division"], ["whole", "paragraph", "motion"]),
        ([""], ["unknown", "unknown"]),
        (["the draft resolution as a whole"], ["unknown", "whole"]),
        (["the draft resolution", "draft resolution V"], ["unknown", "unknown", "unknown"]),
    ],
)
def test_only_one_vote_is_on_the_whole_of_a_text(others, scopes):
    about = ["60.0", "2005-11-28", "R/60/5", "", ""]
    spoken = [words and SPOKEN.format(words) for words in others]
    calls = [[str(number), *about, "", words] for number, words in enumerate(spoken, start=1)]
    read = parse(["0", *about, "LAKES", ""], *calls)
    assert [call.scope for call in read] == scopes
    assert {call.title for call in read} == {"LAKES"}
