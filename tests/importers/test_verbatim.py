"""Printed roll calls are taken apart: lists, totals, notes, and nothing that pages put in."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from votes.importers.verbatim import VerbatimVote, parse


def only(text):
    (vote,) = parse(text)
    return vote


def lists(text):
    return {each.position: " ".join(each.text.split()) for each in only(text).lists}


def intended(text):
    return [(each.position, " ".join(each.text.split())) for each in only(text).intended]


@pytest.mark.parametrize(
    "titles",
    [
        ("In favour:", "Against:", "Abstaining:"),
        ("In favour:", "Against:", "Abstentions:"),
        ("In favor :", "Against :", "Abstain :"),
        ("IN FAVOUR:", "AGAINST:", "ABSTAINING:"),
        ("in favour:", "against:", "abstaining:"),
        ("In\nfavour:", "Against:", "Abstained:"),
        ("In favour", "Against", "Abstaining"),
        ("**In favour:**", "**Against:**", "*Abstaining*:"),
        ("In favour (2):", "Against (1):", "Abstaining (1):"),
        ("Voting in favour:", "Voting against:", "Abstaining:"),
        ("Yes:", "No:", "Abstentions:"),
        ("For:", "Against:", "Abstain:"),
        ("Votent pour :", "Votent contre :", "S’abstiennent :"),
        ("Ont voté pour:", "Ont voté contre:", "Se sont abstenus:"),
        ("Ont voté pour", "Ont voté contre", "Se sont abstenus"),
        ("Pour :", "Contre :", "Abstentions :"),
        ("Votos a favor:", "Votos en contra:", "Abstenciones:"),
        ("A favor:", "En contra:", "Abstenciones:"),
        ("I n favour:", "A gainst;", "Abstain-\ning:"),
        ("In favour -", "Against -", "Abstaining -"),
        ("Voting in favour were:", "Voting against were:", "Abstaining were:"),
        (
            "The following States voted in favour:",
            "The following States voted against:",
            "The following Member States abstained:",
        ),
    ],
    ids=" ".join,
)
def test_headings_of_all_times_and_three_languages_are_known(titles):
    yes, no, abstain = titles
    text = f"{yes}\nFrance, Gabon\n{no}\nMali\n{abstain}\nPeru\n"
    assert lists(text) == {"yes": "France, Gabon", "no": "Mali", "abstain": "Peru"}


@pytest.mark.parametrize(
    "title",
    [
        "Absent:",
        "Absents :",
        "Ausentes:",
        "Not voting:",
        "Absent",
        "Ne prennent pas part au vote :",
    ],
)
def test_those_who_did_not_vote_have_a_list_of_their_own(title):
    assert lists(f"In favour: Chad\n{title}\nMali, Peru")["non_voting"] == "Mali, Peru"


def test_those_absent_and_those_not_voting_may_have_two_lists():
    text = "In favour: Chad.\nAgainst: None.\nNot voting: Mali.\nAbsent: Peru.\n"
    positions = ["yes", "no", "non_voting", "non_voting"]
    assert [each.position for each in only(text).lists] == positions
    assert len(parse(text + text)) == 2


@pytest.mark.parametrize("nobody", ["None", "none.", "Nil", "Néant", "Ninguno", "—", "", "Aucun"])
def test_a_list_of_nobody_is_empty(nobody):
    assert lists(f"In favour: Chad\nAgainst: {nobody}\nAbstaining: Mali")["no"] == ""


@pytest.mark.parametrize(
    ("sentence", "totals"),
    [
        ("adopted by 143 votes to 5, with 35 abstentions", (143, 5, 35)),
        ("adopted by 143 votes\nto 5, with 35\nabstentions (resolution 61/295)", (143, 5, 35)),
        ("retained by 104 votes to 1", (104, 1, None)),
        ("adopted by 104 votes to none, with 1 abstention", (104, 0, 1)),
        ("carried by 51 votes to none, with no abstentions", (51, 0, 0)),
        ("carried by seventy-one votes to twenty, with twelve abstentions", (71, 20, 12)),
        ("The amendment was rejected by 83 votes to 80, with 9 abstentions", (80, 83, 9)),
        ("Par 83 voix contre 80, l’amendement est rejeté", (80, 83, None)),
        ("rejected by a recorded vote of 83 against to 80 in favour", (80, 83, None)),
        ("rejected by a recorded vote of 80 in favour to 83 against", (80, 83, None)),
        ("adopted by a recorded vote of 128 in favour, with 9 against", (128, 9, None)),
        ("adopted by one hundred and four votes to one", (104, 1, None)),
        (
            "approved by a recorded vote of 109 in favour to 1against, with 48abstentions",
            (109, 1, 48),
        ),
        ("approved by a vote of 132 in favour to none against", (132, 0, None)),
        ("adopted by a recorded vote of 24 to 6, with 17 abstentions", (24, 6, 17)),
        ("There were 12 votes in favour, none against and 3 abstentions", (12, 0, 3)),
        ("adopted by a vote of 143-5-35", (143, 5, 35)),
        ("Par 143 voix contre 5, avec 35 abstentions, le projet est adopté", (143, 5, 35)),
        ("adoptée par 143 voix contre zéro, avec une abstention", (143, 0, 1)),
        ("adopté par 109 voix pour, 1 voix contre et 48 abstentions", (109, 1, 48)),
        ("Por 143 votos contra 5 y 35 abstenciones, queda aprobado", (143, 5, 35)),
        ("por 143 votos a favor, ninguno en contra y 35 abstenciones", (143, 0, 35)),
        ("In favour: 140\nAgainst: 5\nAbstentions: 35", (140, 5, 35)),
        ("Yes: 140, No: 5, Abstentions: 35", (140, 5, 35)),
    ],
)
def test_totals_are_read_in_figures_and_in_words(sentence, totals):
    named = zip(("yes", "no", "abstain"), totals, strict=True)
    assert only(sentence).totals == {word: total for word, total in named if total is not None}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The Assembly met at 3 p.m. to hear 12 speakers.",
        "Prices rose by 10 to 20 per cent.",
        "by 140 votes, with 38 abstentions",
        "140 in favour and 38 abstentions",
        "Against this background, France spoke in favour of the text.",
        "The representative of France spoke on a point of order.",
    ],
)
def test_a_text_without_a_roll_call_has_none(text):
    assert parse(text) == []


def test_a_running_sentence_names_those_who_did_not_vote_in_favour():
    vote = only(
        "adopted by a recorded vote of 140 in favour to 5 against (Belarus, Iran (Islamic\n"
        "Republic of)), with 38 abstentions (Algeria, Bolivia (Plurinational State of) and China)."
    )
    assert [(each.position, each.text) for each in vote.lists] == [
        ("no", "Belarus, Iran (Islamic\nRepublic of)"),
        ("abstain", "Algeria, Bolivia (Plurinational State of) and China"),
    ]
    assert vote.totals == {"yes": 140, "no": 5, "abstain": 38}


def test_brackets_that_hold_no_names_are_no_list():
    text = "adopted by 140 votes to 5 (see annex II), with 38 abstentions (resolution 61/295)"
    assert only(text).lists == ()


FURNITURE = [
    "07-50429",
    "07-50429 12",
    "A/61/PV.107",
    "16/38",
    "7",
    "- 7 -",
    "Page 7",
    "29/10/2024",
    "13 September 2007",
    "Thursday, 13 September 2007, 3 p.m.",
    "General Assembly 107th plenary meeting",
    "Fiftieth session",
    "GE.08-12345 (E)",
    "United Nations",
    "Official Records",
    "\f",
    "*0750429*",
    "Agenda item 68 (continued)",
    "4a Press Release GA/SPD/307",
    "29/10/2024 Elimination of racism, xenophobia and intolerance A/79/PV.29",
    "A/79/PV.29 Prevention of armed conflict 29/10/2024",
    "Please recycle",
]


@pytest.mark.parametrize("line", FURNITURE)
def test_what_pages_put_between_the_lines_of_a_list_is_taken_out(line):
    text = (
        f"In favour:\nIran (Islamic\n\n{line}\n\nRepublic of), New\n{line}\nZealand\nAgainst: None"
    )
    assert lists(text)["yes"] == "Iran (Islamic Republic of), New Zealand"


@pytest.mark.parametrize("line", ["New", "United", "General", "Republic of", "of the", "Guinea-"])
def test_a_line_that_is_part_of_a_name_is_no_furniture(line):
    kept = lists(f"In favour:\nFrance,\n{line}\nwhatever\nAgainst: None")["yes"]
    assert kept == f"France, {line} whatever" or line == "General"


@pytest.mark.parametrize(
    "mark", ["*", "**", "1/", " 1/", "[1]", " [1]", "²", "¹⁰", "†", "1", " a/", " (1)"]
)
def test_footnote_marks_are_no_part_of_a_name(mark):
    text = f"In favour: Côte d’Ivoire{mark}, Iran (Islamic Republic of){mark}, Mali\nAgainst: None"
    found = lists(text)["yes"].replace(" ,", ",")
    assert found == "Côte d’Ivoire, Iran (Islamic Republic of), Mali"


@pytest.mark.parametrize(
    "note",
    [
        "[See document A/61/L.67.]",
        "1/ Resolution 61/295, annex.",
        "* The voting rights were restored\nthat day.",
    ],
)
def test_a_footnote_inside_a_list_does_not_end_it(note):
    text = f"In favour: Chad\nAgainst:\nFrance,\n\n{note}\n\nGabon, Mali\nAbstaining: None"
    assert lists(text)["no"] == "France, Gabon, Mali"
    text = f"In favour: Chad\nAgainst:\nFrance,\n\n{note}\n\nGabon, Mali"
    assert lists(text)["no"] == "France, Gabon, Mali"


def test_prose_between_two_lists_is_passed_over_and_said():
    vote = only("In favour:\nFrance,\nThe President spoke.\n\nGabon\nAgainst: None")
    assert " ".join(vote.lists[0].text.split()) == "France, Gabon"
    assert vote.problems == ("Left out of the list “yes”: “The President spoke.”.",)


@pytest.mark.parametrize(
    "after",
    [
        "\nDraft resolution A/61/L.67 was adopted by 1 vote to none, with 2 abstentions.",
        " Draft resolution A/61/L.67 was adopted by 1 vote to none.",
        ". The draft resolution was adopted by 1 vote to none.",
        "\nThe first preambular paragraph\nwas retained by 1 vote to none.",
        "\n\nMr. Sanders (Peru): Thank you.",
        "\n\nANNEX III\n\nVote on Tokelau",
        "\n\n(END OF ANNEX II)\n\nTokelau",
        "\n95. The Council then turned to Haiti.",
        "\n* *** *\n",
        "\nOperative paragraph 3 was retained.",
        "\nLe projet de résolution est adopté.",
        "\n\nHaving failed to obtain a majority,\nthe amendment was not adopted.",
        "\n\nEl Sr. Pérez (Cuba): Gracias.",
        "\n\nDame Smith (Cuba) (spoke in French): Thanks.",
        ". Sponsors: Cuba, Peru",
        "\n\nHaiti will speak and has asked for the floor.",
    ],
)
def test_what_follows_the_last_list_is_no_part_of_it(after):
    text = f"In favour: Chad\nAgainst: None\nAbstaining: Mali, Yemen{after}"
    assert lists(text)["abstain"].rstrip(".") == "Mali, Yemen"


def test_a_full_stop_taken_for_a_comma_loses_no_name():
    assert "Gabon" in lists("In favour: France. Gabon, Mali.\nAgainst: None")["yes"]


def test_several_roll_calls_are_read_in_their_order():
    text = (
        "In favour: France\nAgainst: None\nParagraph 3 was retained by 1 vote to none.\n"
        "A recorded vote was taken.\nIn favour: Gabon, Mali\nAgainst: Peru\nAbstaining: None\n"
        "The draft was adopted by 2 votes to 1."
    )
    first, second = parse(text)
    assert (first.totals, second.totals) == ({"yes": 1, "no": 0}, {"yes": 2, "no": 1})
    assert [each.text.strip() for each in second.lists] == ["Gabon, Mali", "Peru", ""]


def test_a_sentence_that_introduces_lists_belongs_to_them():
    text = "".join(
        f"ANNEX {number}\nThe draft was adopted by a recorded vote of {yes} in favour to 1 "
        f"against, with 2 abstentions, as follows:\nIn favour: Chad\nAgainst: Mali\n"
        for number, yes in (("I", 11), ("II", 22))
    )
    assert [vote.totals["yes"] for vote in parse(text)] == [11, 22]


def test_lists_come_before_running_sentences_and_a_vote_told_twice_is_one():
    running = "adopted by a recorded vote of 1 in favour to 2 against (Mali, Peru). It was\n"
    other = "adopted by a recorded vote of 9 in favour to 1 against (Mali). Then\n"
    annex = "Annex I\nadopted by a recorded vote of 1 in favour to 2 against, as follows:\n"
    text = running + other + "x" * 2000 + annex + "In favour: Chad\nAgainst: Mali, Peru"
    first, second = parse(text)
    assert (first.totals["yes"], first.lists[0].text.strip()) == (1, "Chad")
    assert second.totals["yes"] == 9


LIST = "In favour: France\nAgainst: Gabon\nAbstaining: Mali\n"


def test_the_lists_say_which_number_of_a_rejection_was_against():
    text = "In favour: {}\nAgainst: {}\nThe amendment was rejected by 3 votes to 1."
    for yes, no in (("Chad", "Mali, Peru, Cuba"), ("Mali, Peru, Cuba", "Chad")):
        totals = {"yes": yes.count(",") + 1, "no": no.count(",") + 1}
        assert only(text.format(yes, no)).totals == totals


def test_those_asked_for_in_a_speech_after_the_lists_are_no_roll_call():
    note = "* Subsequently the delegation of Peru advised that it had intended to abstain."
    vote = only(f"{LIST}\nThe PRESIDENT: Those in favour: please vote.\n\n{note}")
    assert [each.text for each in vote.intended] == ["Peru"]


def test_a_list_may_number_its_names():
    text = "In favour:\n1. Chad\n2. Mali\nAgainst:\n1. Peru"
    assert lists(text) == {"yes": "Chad Mali", "no": "Peru"}


def test_a_list_continued_on_the_next_page_is_the_same_list():
    text = "In favour: Chad\nIn favour (continued): Mali\nAgainst: Peru"
    assert [each.position for each in only(text).lists] == ["yes", "yes", "no"]


@pytest.mark.parametrize(
    ("note", "meant"),
    [
        (
            "[Subsequently, the delegations of Peru and Chad informed the Secretariat that they "
            "had intended to vote in favour; the delegation of Cuba, that it had "
            "intended to abstain.]",
            [("yes", "Peru and Chad"), ("abstain", "Cuba")],
        ),
        (
            "[Subsequently the delegation of Montenegro\nadvised the Secretariat that it had "
            "intended to vote\nin favour.]",
            [("yes", "Montenegro")],
        ),
        (
            "The delegation of the Sudan subsequently informed the Secretariat that it had "
            "intended to vote against. Other business followed.",
            [("no", "the Sudan")],
        ),
        (
            "[Subsequently, the delegation of Peru informed the Secretariat that it had intended "
            "not to participate; the delegations of Chad, Cuba and Trinidad and Tobago had "
            "intended to vote against.]",
            [("non_voting", "Peru"), ("no", "Chad, Cuba and Trinidad and Tobago")],
        ),
        (
            "Subsequently, the delegation of Peru informed the Secretariat that, had it been "
            "present, it would have voted in favour.",
            [("yes", "Peru")],
        ),
        (
            "[Subsequently, Peru and Chad informed the Secretariat that they had intended "
            "to abstain.]",
            [("abstain", "Peru and Chad")],
        ),
        (
            "[The delegation of Peru later advised that it had intended to vote in favour rather "
            "than abstain.]",
            [("yes", "Peru")],
        ),
        (
            "[Subsequently, the delegation of Peru advised that it had not intended to "
            "participate; that of Cuba, against, while that of Chad had intended to abstain.]",
            [("non_voting", "Peru"), ("no", "Cuba"), ("abstain", "Chad")],
        ),
        (
            "[Subsequently, the delegations of Peru and\n\n11-12345 7\n\nCuba advised that they "
            "had intended to abstain.]",
            [("abstain", "Peru and Cuba")],
        ),
        (
            "[Par la suite, la délégation du Tchad a informé le Secrétariat qu’elle avait eu "
            "l’intention de voter contre.]",
            [("no", "du Tchad")],
        ),
        (
            "[Posteriormente, la delegación de Cuba informó a la Secretaría de que había tenido la "
            "intención de abstenerse.]",
            [("abstain", "Cuba")],
        ),
    ],
)
def test_notes_of_what_was_meant_are_no_part_of_a_list(note, meant):
    assert intended(LIST + note) == meant
    assert lists(LIST + note) == {"yes": "France", "no": "Gabon", "abstain": "Mali"}


def test_a_note_is_its_own_roll_calls():
    note = "[Subsequently, the delegation of Peru said that it had intended to abstain.]\n"
    first, second = parse(LIST + note + LIST)
    assert [each.text for each in first.intended] == ["Peru"]
    assert second.intended == ()


def test_which_of_two_delegations_is_meant_is_not_guessed():
    note = (
        "[Subsequently, the delegations of Peru and Chad informed the Secretariat that the latter "
        "had intended to abstain.]"
    )
    assert only(LIST + note).intended == ()


def test_a_note_among_the_lists_is_no_prose_that_was_passed_over():
    note = "[Subsequently, the delegation of Peru said that it had intended to abstain.]\n"
    open_note = "The delegation of Chad later said that it had intended to vote in favour.\n"
    vote = only(f"In favour: France\n{open_note}Against: Gabon\n{note}Abstaining: Mali")
    assert [each.text.strip() for each in vote.lists] == ["France", "Gabon", "Mali"]
    assert vote.problems == ()
    assert [each.text for each in vote.intended] == ["Chad", "Peru"]


def test_a_note_that_does_not_name_a_delegation_takes_no_result_along():
    sentence = "The draft resolution was adopted by 1 vote to 1, with 1 abstention.\n"
    note = "* Subsequently, Peru informed the Secretariat that it had intended to abstain."
    vote = only(LIST + sentence + note)
    assert vote.totals == {"yes": 1, "no": 1, "abstain": 1}
    assert [each.text for each in vote.intended] == ["Peru"]


def test_a_note_that_is_not_understood_is_said():
    note = (
        "[Subsequently, the delegations of Peru and Chad informed the Secretariat that the former "
        "had intended to abstain and the latter to vote against.]"
    )
    vote = only(LIST + note)
    assert vote.intended == ()
    assert len(vote.problems) == 1
    assert vote.problems[0].startswith("Not read: “delegations of Peru and Chad")


PIECES = st.sampled_from(
    [
        *("In favour:", "Against:", "Abstaining:", "Absent:", "None", "\n", "\n\n", " ", ", ", "."),
        *(
            "(",
            ")",
            "[",
            "]",
            "1/",
            "*",
            "France",
            "Mali",
            "and",
            "by 12 votes to ",
            "five",
            "with",
        ),
        *("abstentions", "the delegation of ", "intended to ", "vote against", "A/61/PV.1", "In\t"),
        *("Subsequently, ", "In favour (continued):", "hundred ", "by ", ";", "\f", "\0", "İ", "ß"),
    ]
)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(st.one_of(st.text(), st.lists(st.one_of(PIECES, st.text(max_size=5))).map("".join)))
def test_no_text_makes_the_parser_fail(text):
    for vote in parse(text):
        assert isinstance(vote, VerbatimVote)
        assert vote.totals.keys() <= {"yes", "no", "abstain"}
        assert all(each.position for each in (*vote.lists, *vote.intended))


@pytest.mark.parametrize(
    "piece",
    [
        *("France, ", ":", "in favour: ", "by 1 votes to 1 ((", "[ delegation of ", "\n", "1/ a\n"),
        *("the delegations of X and Y informed intended ", "one hundred and ", "d'", "The \n", " "),
        *("Subsequently, France Mali ", "In favour\t", "[ ", "; that of ", "In favour: Mali and "),
    ],
)
def test_no_text_makes_the_parser_slow(piece):
    """A step that grew with the square of the length would take minutes, not seconds."""
    text = "In favour: " + piece * (500_000 // len(piece))
    begun = time.perf_counter()
    parse(text)
    assert time.perf_counter() - begun < 5
