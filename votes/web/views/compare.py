"""Several countries beside each other."""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from votes.web import pages
from votes.web.views.asked import in_its_language, same_question, word_asked


@require_safe
def compare(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """The comparison, by the one address that it has; as a file where `format` is csv."""
    asked = pages.Comparison.of(request.GET)
    number, form = word_asked(request, "page"), word_asked(request, "format")
    if form == "csv" and asked.chosen.is_enough and not asked.has_faults:
        name = f"agreement-{'-'.join(asked.chosen.codes)}.csv"
        response = StreamingHttpResponse(asked.lines(), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response
    is_plain = not (number or form or asked.has_faults)
    if is_plain and not same_question(request, asked.here):
        return redirect(in_its_language(request, asked.here))
    page = pages.ComparePage.of(asked, number, "" if form == "csv" else form)
    return render(request, "votes/compare.html", {"page": page})
