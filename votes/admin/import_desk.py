"""The import desk: files uploaded, looked at, and brought in once a person says so."""

from __future__ import annotations

from functools import wraps

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponseRedirect, JsonResponse
from django.template.defaultfilters import filesizeformat
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from votes.admin.settling import where_settled
from votes.importers.jobs import PREVIEW, SHOWN, WRITE, Job, remove_old
from votes.importers.report import OUTCOMES
from votes.models import ImportIssue, ImportRun

KINDS = dict(ImportIssue.Kind.choices)
STEPS = {PREVIEW: "Looking at the file", WRITE: "Bringing it in"}


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file or several."""

    def clean(self, data, initial=None):
        clean = super().clean
        return [clean(each, initial) for each in data] if data else [clean(None, initial)]


class UploadForm(forms.Form):
    """The files of one import, and how they are to be taken."""

    chosen = FilesField(
        label="Files",
        widget=SeveralFiles(attrs={"accept": ".csv,.gz,.zip"}),
        help_text="Plain, .gz or .zip; the layout is recognised. Choose Voeten’s three together.",
    )
    source_name = forms.CharField(
        label="Name of the source",
        required=False,
        max_length=100,
        help_text="How the record names it. Empty: the name that files of this layout have.",
    )
    is_complete = forms.BooleanField(
        label="Each file is the whole record of its source",
        required=False,
        help_text="What it no longer has is then reported. Nothing is removed.",
    )

    def clean_source_name(self):
        name = self.cleaned_data["source_name"]
        if not name.isprintable():
            raise forms.ValidationError("It has letters that cannot be kept.")
        return name


def import_desk_urls(desk):
    """The addresses of the import desk, below the list of import runs."""

    def one(address, view, name, require=require_GET):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not request.user.has_perm("votes.add_importrun"):
                raise PermissionDenied
            return view(desk, request, *args, **kwargs)

        page = desk.admin_site.admin_view(require(guarded))
        return path(address, page, name=f"votes_importrun_{name}")

    return [
        one("upload/", upload_view, "upload", require_http_methods(["GET", "POST"])),
        one("job/", jobs_view, "jobs"),
        one("job/<slug:key>/", job_view, "job"),
        one("job/<slug:key>/progress/", progress_view, "progress"),
        one("job/<slug:key>/report/", report_view, "report"),
        one("job/<slug:key>/start/", start_view, "start", require_POST),
        one("job/<slug:key>/discard/", discard_view, "discard", require_POST),
    ]


def job_or_404(key):
    job = Job.find(key)
    if job is None:
        raise Http404("No such upload: it was discarded, or is older than a week.")
    return job


def page_of_job(job):
    return HttpResponseRedirect(reverse("admin:votes_importrun_job", args=[job.key]))


def upload_view(desk, request):
    """Take files, keep them outside the database, and begin to look at them."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        remove_old()
        given = form.cleaned_data
        job = Job.receive(
            given["chosen"], request.user.pk, given["source_name"], given["is_complete"]
        )
        job.start(PREVIEW, request.user.pk)
        return page_of_job(job)
    context = {
        **desk.admin_site.each_context(request),
        "title": "Bring in a file",
        "opts": desk.opts,
        "form": form,
        "largest": settings.IMPORT_UPLOAD_MAX_SIZE,
        "largest_shown": filesizeformat(settings.IMPORT_UPLOAD_MAX_SIZE),
        "jobs": Job.all(),
    }
    return TemplateResponse(request, "admin/import_upload.html", context)


def jobs_view(desk, request):
    """Uploads are listed where new ones are made."""
    return HttpResponseRedirect(reverse("admin:votes_importrun_upload"))


def job_view(desk, request, key):
    """How far the child is; then what the files would do, or what they did."""
    job = job_or_404(key)
    state, result = job.state, job.result
    context = {
        **desk.admin_site.each_context(request),
        "title": job.name,
        "opts": desk.opts,
        "job": job,
        "state": state,
        "progress": job.progress,
        "step": STEPS.get(job.progress["step"], ""),
        "outcomes": [each.replace("_", " ") for each in OUTCOMES],
    }
    if state != "running" and result.keys() >= {"counts", "issues", "issue_count", "runs"}:
        context |= {
            "message": result["message"],
            "counts": [
                (what.replace("_", " ").capitalize(), [f"{counts[each]:,}" for each in OUTCOMES])
                for what, counts in result["counts"].items()
            ],
            "issues": [
                each
                | {
                    "kind": KINDS.get(each["kind"], each["kind"]),
                    "settle": where_settled(
                        each["kind"], each["what"], each["scheme"], each["record"]
                    ),
                }
                for each in result["issues"]
            ],
            "issue_count": result["issue_count"],
            "shown": SHOWN,
            "runs": ImportRun.objects.filter(pk__in=result["runs"]).order_by("pk"),
        }
    return TemplateResponse(request, "admin/import_job.html", context)


def progress_view(desk, request, key):
    """How far the child is, for the page's script."""
    job = job_or_404(key)
    return JsonResponse({"state": job.state, **job.progress})


def report_view(desk, request, key):
    """The whole report as JSON."""
    job = job_or_404(key)
    try:
        report = None if job.is_running else job.report.open("rb")
    except FileNotFoundError:
        report = None
    if report is None:
        raise Http404("There is no report yet.")
    return FileResponse(report, as_attachment=True, filename="report.json")


def start_view(desk, request, key):
    """Look at the files again, or bring them in once they have been looked at."""
    job = job_or_404(key)
    step = WRITE if "write" in request.POST else PREVIEW
    if step == WRITE and job.state not in ("running", "previewed"):
        messages.error(request, "Nothing was brought in: look at the file first.")
    elif not job.start(step, request.user.pk):
        messages.warning(request, "It is being worked on, or was dealt with, already.")
    return page_of_job(job)


def discard_view(desk, request, key):
    """Remove the uploaded files; what was brought in from them stays."""
    job = job_or_404(key)
    if not job.discard():
        messages.warning(request, "It is being worked on; wait until that has ended.")
        return page_of_job(job)
    messages.success(request, f"The upload of {job.name} was removed.")
    return HttpResponseRedirect(reverse("admin:votes_importrun_upload"))
