"""A source named by its address or title beside the fact: found, or made with it."""

from django import forms
from django.core.exceptions import ValidationError

from votes.admin.form import RecordForm, VersionedForm
from votes.models import Source, changing


class FoundSource(forms.ModelForm):
    """A form of a record with a `source`, which may also be named by address or title.

    A source that is recorded under that address or title is taken; else a new one is made in the
    same act as the fact. To choose one and name another is an error.
    """

    named_source = forms.CharField(
        label="Or its address or title",
        required=False,
        max_length=1000,
        help_text="A recorded source with this address or title is taken, else a new one is made.",
    )
    title = forms.CharField(label="Title, if new", required=False, max_length=1000)
    publisher = forms.CharField(label="Publisher, if new", required=False, max_length=200)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Found below; the model itself still refuses a fact without one.
        if "source" in self.fields:
            self.fields["source"].required = False
        self.new_source = None

    def clean(self):
        cleaned = super().clean()
        named, chosen = self.cleaned_data.get("named_source", ""), self.cleaned_data.get("source")
        if not self.has_changed() or "source" in self.errors or "named_source" in self.errors:
            return cleaned
        if named and chosen:
            self.add_error(
                "named_source", f"“{chosen}” is chosen already: leave one of them empty."
            )
        elif named:
            self.find(named)
        elif not chosen:
            self.add_error("source", "Choose the source, or name it by its address or title.")
        return cleaned

    def find(self, named):
        """Take the recorded source that is meant, or prepare a new one."""
        given = {name: self.cleaned_data.get(name) for name in ("title", "publisher")}
        given = {name: text for name, text in given.items() if text}
        try:
            source = Source.objects.named_or_new(named, **given)
        except ValidationError as error:
            self.add_error("named_source", error.messages)
            return
        if source.pk:
            self.cleaned_data["source"] = source
        else:
            self.new_source = source

    def save(self, commit=True):
        """The record with its source, which is written first, through the open gate."""
        if self.new_source is not None:
            # Another row of the same page may have made it meanwhile.
            found = Source.objects.called(self.cleaned_data["named_source"])
            if not found:
                with changing(None) as gate:
                    gate.save(self.new_source)
            self.instance.source = found[0] if found else self.new_source
        return super().save(commit)


class SourcedPartForm(FoundSource, VersionedForm):
    """A row with a source on the page of what it belongs to."""


class SourcedRecordForm(FoundSource, RecordForm):
    """A record with a source on its own page."""
