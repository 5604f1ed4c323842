"""Who may do what at every address: the lowest role that each method takes.

Each role may do what those before it may. Methods that a rule does not name are refused to all.
"""

from __future__ import annotations

from tests.permissions.routes import Route

ANYONE, READER, EDITOR, REVIEWER, ADMINISTRATOR, NOBODY = LADDER = (
    *("anyone", "reader", "editor", "reviewer", "administrator", "nobody"),
)
# Whoever holds a token: it makes no other.
PASSWORD = "password"
METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
Rule = dict[str, str]


def every_method(role: str) -> Rule:
    return dict.fromkeys(METHODS, role)


PAGE = {"GET": ANYONE, "HEAD": ANYONE}
READ = PAGE | {"OPTIONS": ANYONE}
CREATED = READ | {"POST": EDITOR}
CORRECTED = READ | {"PATCH": EDITOR}
OWN_TOKENS = {"GET": READER, "HEAD": READER, "OPTIONS": READER, "POST": PASSWORD}
OWN_TOKEN = {"OPTIONS": READER, "DELETE": READER}
ASKED = {"GET": READER, "HEAD": READER, "OPTIONS": READER}
FORM = {"GET", "HEAD", "OPTIONS", "POST", "PUT"}
# The desk takes every method but POST for reading.
SEEN = every_method(READER)
WRITTEN = SEEN | {"POST": EDITOR}
ENTERED = every_method(EDITOR)
REVIEWED = every_method(REVIEWER)
ACCOUNTS = every_method(ADMINISTRATOR)
ONLY_READ = SEEN | {"POST": NOBODY}
NEVER = every_method(NOBODY)

# The resources of the API that are written.
RESOURCES = (
    *("countries", "groups", "resolutions", "roll-calls", "series", "topics"),
    *("statements", "contacts", "expectations", "sources"),
)
RULES: dict[str, Rule] = {
    **dict.fromkeys(
        [
            *("home", "countries", "country", "resolutions", "resolution", "series-index"),
            *("tabled", "brief", "country-series"),
            *("country-years", "country-votes", "compare"),
            *("groups", "group", "about-methods"),
            *("series", "about-data", "favicon", "search", "api:docs"),
            *("country-feed", "series-feed", "tabled-feed", "shifts-feed"),
            *("site-card", "country-card", "resolution-card", "series-card", "embed"),
        ],
        PAGE,
    ),
    **dict.fromkeys(
        [
            *("api:root", "api:search", "api:dump", "api:dump-file", "api:status", "api:schema"),
            *("api:agreement", "api:partners", "api:stances", "api:country-shifts", "api:shifts"),
            *("api:participation", "api:cohesion", "api:movers", "api:country-votes"),
            *("api:series-shifts", "api:whip-count"),
            *("api:votes-list", "api:votes-summary"),
        ],
        READ,
    ),
    **{f"api:{name}-list": CREATED for name in RESOURCES},
    **{f"api:{name}-detail": CORRECTED for name in (*RESOURCES, "votes")},
    "api:tokens": OWN_TOKENS,
    "api:token": OWN_TOKEN,
    "admin:login": dict.fromkeys(FORM, ANYONE),
    "admin:logout": {"POST": READER, "OPTIONS": READER},
    "admin:password_change": dict.fromkeys(FORM, READER),
    **dict.fromkeys(
        ["admin:password_change_done", "admin:jsi18n", "admin:autocomplete"],
        ASKED,
    ),
    **dict.fromkeys(
        ["admin:index", "admin:view_on_site", "admin:app_list", "admin/(?P<url>.*)$"],
        SEEN,
    ),
    "admin:auth_user_password_change": ACCOUNTS,
    # Of what others did; one's own: tests/admin/test_roles.py.
    "admin:votes_revision_undo": {"POST": REVIEWER},
    "admin:votes_rollcall_grid": ENTERED,
    "admin:votes_resolution_paste": ENTERED,
    "admin:votes_resolution_due": SEEN,
    # Published: of drafts see test_records.py.
    "admin:votes_rollcall_delete": REVIEWED,
    "admin:votes_importrun_upload": {"GET": REVIEWER, "POST": REVIEWER},
    **{
        f"admin:votes_importrun_{page}": {"GET": REVIEWER}
        for page in ("jobs", "job", "progress", "report")
    },
    **{f"admin:votes_importrun_{page}": {"POST": REVIEWER} for page in ("start", "discard")},
}
# The pages of a model's desk.
DESK = {
    "changelist": SEEN,
    "old address": SEEN,
    "history": SEEN,
    "compare": SEEN,
    "change": WRITTEN,
    "add": ENTERED,
    "delete": ENTERED,
}
READ_ONLY_DESK = DESK | {"change": ONLY_READ, "add": NEVER, "delete": NEVER}
DESKS: dict[str, dict[str, Rule]] = {
    **dict.fromkeys(
        [f"votes_{name}" for name in ("revision", "change", "dataversion", "importissue")],
        READ_ONLY_DESK,
    ),
    "votes_importrun": READ_ONLY_DESK,
    # One's own; those of others: tests/admin/test_tokens.py.
    "votes_token": DESK | {"change": ONLY_READ, "add": SEEN, "delete": SEEN},
    **dict.fromkeys(
        ["auth_group", "auth_user"],
        dict.fromkeys(DESK, ACCOUNTS) | {"old address": SEEN},
    ),
}


def rule_of(route: Route, models: set[str]) -> Rule | None:
    """The rule of an address; `models` are those with a desk. None where it has none yet."""
    if route.name in RULES:
        return RULES[route.name]
    if route.desk and route.desk[0] in models:
        return DESKS.get(route.desk[0], DESK).get(route.desk[1])
    return None
