"""The forms of the desk: they carry the version that was read and the reason for the change."""

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import OperationalError
from django.db.models import ProtectedError
from django.utils.html import format_html
from django.utils.timezone import localtime

from votes.models import Change, EditConflict


class VersionedForm(forms.ModelForm):
    """A form of one record that remembers which version of it the person saw."""

    read_version = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["read_version"].required = True
            self.fields["read_version"].initial = self.instance.version

    def clean(self):
        cleaned = super().clean()
        if read := self.cleaned_data.get("read_version"):
            self.instance.version = read
        return cleaned


class RecordForm(VersionedForm):
    """The form of a record's own page, which also asks why it is changed."""

    # What the gate refused when this form was first tried; said again with all that was typed.
    refusal: ValidationError | None = None
    # Of fields that someone else has changed to something else meanwhile, what it is now.
    theirs: dict[str, str] = {}

    reason = forms.CharField(
        label="Why",
        required=False,
        widget=AdminTextareaWidget(attrs={"rows": 2}),
        help_text=(
            "Kept in the history beside your name, e.g. “Corrected by A/ES-11/PV.14, page 16”. "
            "A correction to a published roll call cannot do without; readers see the reason "
            "where the tally then no longer adds up."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.theirs.keys() & self.fields.keys():
            field = self.fields[name]
            told = f"Theirs now: {self.theirs[name] or '(empty)'}."
            field.help_text = format_html("{} {}", told, field.help_text)

    def meet_parts(self, posted):
        """As `Meeting.of`, of parts that this form writes in fields of its own."""
        return []

    def clean(self):
        cleaned = super().clean()
        if self.refusal:
            self.add_error(None, self.refusal)
        return cleaned


BOTH_SHOWN = (
    "The table shows what each of you wrote; the form now holds both, and yours where you differ. "
    "Save again to keep it so."
)
NOTHING_SAVED = "Nothing of yours was saved."


def words(refusal, are_shown=False):
    """What a refusal of the gate says to the person, as an error of the whole form; `are_shown`
    where the page shows what both editors have written, field by field."""
    shown = [BOTH_SHOWN] if are_shown else []
    if isinstance(refusal, OperationalError):
        if "deadlock" not in str(refusal):
            raise refusal
        return ValidationError(
            "Someone else was writing to the same records. Nothing of yours was saved; save again."
        )
    if isinstance(refusal, EditConflict):
        told = [str(refusal), *meanwhile(refusal, with_what=not are_shown)]
        return ValidationError([*told, NOTHING_SAVED, *shown])
    if isinstance(refusal, ValidationError):
        return ValidationError([*sentences(refusal), *shown])
    if isinstance(refusal, ProtectedError):
        named = "; ".join(sorted(str(record) for record in refusal.protected_objects)[:10])
        return ValidationError(f"Other records rest on it: {named}.")
    return ValidationError(
        [
            "The database refused this, since another record stands against it: someone else may "
            "have just entered the same.",
            *shown,
        ]
    )


def sentences(error):
    """A validation error's messages, each naming its field where it is about one."""
    if not hasattr(error, "error_dict"):
        return error.messages
    return [
        message if field == NON_FIELD_ERRORS else f"{field.replace('_', ' ')}: {message}"
        for field, messages in error.message_dict.items()
        for message in messages
    ]


def meanwhile(conflict, with_what=True):
    """Who changed a record since it was read, when and what, a line for each change."""
    since = Change.of(conflict.record).filter(record_version__gte=conflict.record.version)
    if conflict.current is not None:
        since = since.filter(record_version__gt=conflict.record.version)
    changes = list(since.order_by("id"))
    Change.name_together(changes)
    for change in changes:
        when = localtime(change.revision.at)
        what = "; ".join(change.lines()) if change.action == "changed" else change.action
        told = f": {what}" if with_what else ""
        yield f"{change.revision.who}, {when:%-d %B %Y, %H:%M}{told}"
