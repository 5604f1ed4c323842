"""What is recorded, and its rules: one file a noun."""

from votes.models.changing import Changing, EditConflict, changing
from votes.models.citation import Citation
from votes.models.contact import ContactParty, DiplomaticContact
from votes.models.country import Country, UnknownCountry
from votes.models.country_name import CountryName
from votes.models.expectation import Expectation
from votes.models.group import Group, Membership
from votes.models.history import Change, DataVersion, Revision
from votes.models.import_run import AcceptedDiscrepancy, FileSource, ImportIssue, ImportRun
from votes.models.kept_answer import KeptAnswer
from votes.models.membership_spell import MembershipSpell, Succession, VotingStatus
from votes.models.record import Attribution, Precision, Record, Visibility, name_key, symbol_key
from votes.models.resolution import Body, Resolution
from votes.models.roll_call import RollCall, RollCallIdentifier
from votes.models.series import Series, SeriesEntry, merge, split
from votes.models.source import Source
from votes.models.statement import Statement
from votes.models.states import Meaning, States
from votes.models.tally import CAST, Gap, Position, Tally
from votes.models.tie import ResolutionRelation, Sponsorship
from votes.models.token import Token
from votes.models.topic import ResolutionTopic, Topic
from votes.models.undoing import NothingToUndo, undo
from votes.models.vote import Vote, count_votes, count_where_needed

__all__ = [
    "CAST",
    "AcceptedDiscrepancy",
    "Attribution",
    "Body",
    "Change",
    "Changing",
    "Citation",
    "ContactParty",
    "Country",
    "CountryName",
    "DataVersion",
    "DiplomaticContact",
    "EditConflict",
    "Expectation",
    "FileSource",
    "Gap",
    "Group",
    "ImportIssue",
    "ImportRun",
    "KeptAnswer",
    "Meaning",
    "Membership",
    "MembershipSpell",
    "NothingToUndo",
    "Position",
    "Precision",
    "Record",
    "Resolution",
    "ResolutionRelation",
    "ResolutionTopic",
    "Revision",
    "RollCall",
    "RollCallIdentifier",
    "Series",
    "SeriesEntry",
    "Source",
    "Sponsorship",
    "Statement",
    "States",
    "Succession",
    "Tally",
    "Token",
    "Topic",
    "UnknownCountry",
    "Visibility",
    "Vote",
    "VotingStatus",
    "changing",
    "count_votes",
    "count_where_needed",
    "merge",
    "name_key",
    "split",
    "symbol_key",
    "undo",
]
