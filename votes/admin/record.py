"""What every desk shares: all writing through the gate, refusals told, history shown."""

from django.contrib import admin, messages
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.contrib.admin.widgets import AdminTextareaWidget, AutocompleteSelect
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import IntegrityError, OperationalError
from django.db.models import Prefetch, ProtectedError, Q, TextField
from django.forms import BaseInlineFormSet, Media
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse

from votes.admin.desk import Desk
from votes.admin.form import RecordForm, VersionedForm, sentences, words
from votes.admin.history import with_undone
from votes.admin.versions import Comparison, Meeting
from votes.models import Change, EditConflict, Revision, changing

# A deadlock is one of the operational errors: the database let the other writer win.
REFUSALS = (ValidationError, EditConflict, IntegrityError, ProtectedError, OperationalError)

# How many records of one entry of the history are told on the page.
SHOWN = 20


def references(model):
    """The references of a model to other records, each found by typing a part of its name."""
    return [field.name for field in model._meta.fields if field.many_to_one and field.editable]


SHORT_TEXT: dict = {TextField: {"widget": AdminTextareaWidget(attrs={"rows": 3})}}


class Reference(AutocompleteSelect):
    """A field that finds a record by typing; a value that is no key shows as nothing chosen."""

    @property
    def media(self):
        return super().media + Media(js=["votes/references.js"])

    def optgroups(self, name, value, attrs=None):
        keys = [each for each in value if each.isdecimal() and len(each) < 19]
        return super().optgroups(name, keys, attrs)


class FindsByTyping(admin.options.BaseModelAdmin):
    """Every reference to another record is found by typing a part of its name."""

    def get_autocomplete_fields(self, request):
        return references(self.model)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in references(self.model):
            kwargs["widget"] = Reference(db_field, self.admin_site, using=kwargs.get("using"))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class PartFormSet(BaseInlineFormSet):
    """The rows of a record's page; of one that is gone it says so in words."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        key = self._pk_field.name  # type: ignore[attr-defined]
        form.fields[key].error_messages["invalid_choice"] = (
            "This row has been deleted by someone else meanwhile. Nothing of yours was saved; "
            "open the page again to go on without it."
        )


class PartInline(FindsByTyping, admin.TabularInline):
    """Rows that are part of a record, written on its page; `fk_name` is always declared."""

    form = VersionedForm
    formset = PartFormSet
    formfield_overrides = SHORT_TEXT
    extra = 0

    def get_fields(self, request, obj=None):
        fields = list(super().get_fields(request, obj))
        named = [name for name in fields if name != "read_version"]
        return [*named, "read_version"] if self.has_change_permission(request, obj) else named


class NewPartInline(PartInline):
    """For records with very many parts: only new ones here, the others on pages of their own.

    A page with an editable row for each of 130 members would exceed the number of fields that
    Django accepts in one request.
    """

    def get_queryset(self, request):
        return super().get_queryset(request).none()


class RecordAdmin(FindsByTyping, Desk):
    """The page of one kind of record; every write goes through `changing`."""

    form = RecordForm
    formfield_overrides = SHORT_TEXT
    # Parts that have no rows on this page and still belong in the record's history.
    history_parts: list = []
    change_form_template = "admin/record_form.html"
    object_history_template = "admin/record_history.html"
    delete_confirmation_template = "admin/record_delete.html"
    delete_selected_confirmation_template = "admin/record_delete_selected.html"

    def may_write(self, request, obj):
        if obj is None:
            return self.has_add_permission(request)
        return self.has_change_permission(request, obj)

    def get_fields(self, request, obj=None):
        fields = super().get_fields(request, obj)
        return [name for name in fields if name not in {"reason", "read_version"}]

    def get_fieldsets(self, request, obj=None):
        fieldsets = list(super().get_fieldsets(request, obj))
        if self.may_write(request, obj):
            fieldsets.append(("This change", {"fields": ["reason", "read_version"]}))
        return fieldsets

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        told = {
            "refusal": getattr(request, "refusal", None),
            "theirs": getattr(request, "theirs", {}),
        }
        return type(form.__name__, (form,), told)

    def through_the_gate(self, request, view):
        """Run a view inside the gate; what it has to say is said once all is written."""
        request.unsaid = []
        try:
            with changing(request.user, request.POST.get("reason", "")):
                response = view()
            said = request.unsaid
        finally:
            request.unsaid = None
        for message in said:
            self.message_user(request, *message)
        return response

    def message_user(self, request, message, level=messages.INFO, *args, **kwargs):
        """Say something, or keep it until the gate has closed: what is refused is not said."""
        if getattr(request, "unsaid", None) is not None:
            request.unsaid.append((message, level, *args))
        else:
            super().message_user(request, message, level, *args, **kwargs)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        context = dict(extra_context or {})

        def view():
            return super(RecordAdmin, self).changeform_view(request, object_id, form_url, context)

        if request.method != "POST":
            return view()
        try:
            return self.through_the_gate(request, view)
        except REFUSALS as refusal:
            # Nothing is written. The same form again, now with the refusal among its errors.
            if object_id:
                context["meetings"] = self.meet(request, object_id)
            request.refusal = words(refusal, are_shown=bool(context.get("meetings")))
            return view()

    def meet(self, request, object_id):
        """Bring a posted form to what others have written meanwhile; return what each made of it.

        What the person typed stays, so that saving again keeps both their changes and the others'.
        """
        record = self.get_object(request, unquote(object_id))
        if record is None:
            return []
        fields = flatten_fieldsets(self.get_fieldsets(request, record))
        make = self.get_form(request, record, change=True, fields=fields)
        own = make(request.POST, request.FILES, instance=record)
        formsets, _ = self._create_formsets(request, record, change=True)  # type: ignore[attr-defined]
        rows = [row for formset in formsets for row in formset.initial_forms]
        posted = request.POST.copy()
        meetings = [met for form in (own, *rows) if (met := Meeting.of(form, posted))]
        meetings += own.meet_parts(posted)
        request.POST = posted
        request.theirs = {
            choice.name: choice.theirs
            for met in meetings
            for choice in met.choices
            if met.form is own and choice.is_disputed
        }
        return meetings

    def delete_view(self, request, object_id, extra_context=None):
        def view():
            return super(RecordAdmin, self).delete_view(request, object_id, extra_context)

        return self.refused_with_a_message(request, view)

    def changelist_view(self, request, extra_context=None):
        def view():
            return super(RecordAdmin, self).changelist_view(request, extra_context)

        return self.refused_with_a_message(request, view)

    def refused_with_a_message(self, request, view):
        """Run a view that may delete; a refusal leads back to the page with what it says."""
        if request.method != "POST":
            return view()
        try:
            return self.through_the_gate(request, view)
        except REFUSALS as refusal:
            for sentence in words(refusal).messages:
                self.message_user(request, sentence, messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())

    def save_model(self, request, obj, form, change):
        with changing(request.user) as gate:
            gate.save(obj)

    def delete_model(self, request, obj):
        with changing(request.user) as gate:
            gate.delete(obj)

    def delete_queryset(self, request, queryset):
        with changing(request.user) as gate:
            for record in queryset:
                gate.delete(record)

    def save_formset(self, request, form, formset, change):
        written = formset.save(commit=False)
        with changing(request.user) as gate:
            for record in formset.deleted_objects:
                gate.delete(record)
            for record in written:
                try:
                    gate.save(record)
                except ValidationError as error:
                    name = record._meta.verbose_name
                    raise ValidationError(
                        [f"{name}: {sentence}".capitalize() for sentence in sentences(error)]
                    ) from error

    @property
    def address(self):
        """What the names of the addresses of this desk begin with."""
        return f"{self.opts.app_label}_{self.opts.model_name}"

    @property
    def parts(self):
        """The models whose rows belong in the record's history, each with its reference to it."""
        inlines = [(inline.model, inline.fk_name) for inline in self.inlines]
        return [*inlines, *self.history_parts]

    def history_of(self, record):
        """The changes of a record and of the parts that are written with it, also of those that
        are gone or have moved elsewhere."""
        mine = Q(record_type=record._meta.model_name, record_id=record.pk)
        for part, owner in self.parts:
            changes = Change.objects.filter(record_type=part._meta.model_name)
            present = part._base_manager.filter(**{owner: record.pk}).values("pk")
            gone = changes.filter(
                Q(**{f"before__{owner}_id": record.pk}) | Q(**{f"after__{owner}_id": record.pk})
            )
            mine |= Q(record_type=part._meta.model_name) & (
                Q(record_id__in=present) | Q(record_id__in=gone.order_by().values("record_id"))
            )
        return Change.objects.filter(mine)

    def history_view(self, request, object_id, extra_context=None):
        context = dict(extra_context or {})
        if record := self.get_object(request, unquote(object_id)):
            changes = self.history_of(record)
            revisions = (
                with_undone(
                    Revision.objects.filter(pk__in=changes.values("revision")), request.user
                )
                .select_related("user")
                .prefetch_related(Prefetch("changes", changes.order_by("id"), to_attr="shown"))
            )
            page = Paginator(revisions, 50).get_page(request.GET.get("p"))
            Change.name_together(change for revision in page for change in revision.shown[:SHOWN])
            context["revisions"] = page
            context["shown_most"], context["shown_slice"] = SHOWN, f":{SHOWN}"
            context["may_undo"] = self.has_change_permission(request, record)
            context["own_type"] = record._meta.model_name
            context["first"], context["second"] = chosen(request)
            oldest = Change.of(record).last()
            context["came_in_unrecorded"] = oldest is None or oldest.action != "added"
            context["compare"] = f"admin:{self.address}_compare"
        return super().history_view(request, object_id, context)

    def get_urls(self):
        compare = path(
            "<path:object_id>/compare/",
            self.admin_site.admin_view(self.compare_view),
            name=f"{self.address}_compare",
        )
        return [compare, *super().get_urls()]

    def compare_view(self, request, object_id):
        """Two versions of a record field by field, as two entries of its history left it."""
        record = self.get_object(request, unquote(object_id))
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        if record is None:
            raise Http404
        entries = chosen(request)
        if None in entries or entries[0] == entries[1]:
            self.message_user(request, "Choose two entries to compare.", messages.WARNING)
            return HttpResponseRedirect(reverse(f"admin:{self.address}_history", args=[record.pk]))
        history = self.history_of(record)
        revisions = [
            get_object_or_404(
                Revision.objects.filter(pk__in=history.values("revision")).select_related("user"),
                pk=pk,
            )
            if pk
            else None
            for pk in sorted(entries)
        ]
        context = {
            **self.admin_site.each_context(request),
            "title": f"Two versions of {record}",
            "opts": self.opts,
            "record": record,
            "revisions": revisions,
            "comparison": Comparison.of(record, self.parts, history, *sorted(entries)),
        }
        return TemplateResponse(request, "admin/record_compare.html", context)


def chosen(request):
    """The two entries that a history page's form has chosen, by number; 0 for what came before
    all of them, None for none."""
    numbers = (request.GET.get(name, "") for name in ("first", "second"))
    return [int(each) if each.isdecimal() and len(each) < 19 else None for each in numbers]
