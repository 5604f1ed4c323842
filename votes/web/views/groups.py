"""All groups, and one of them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from votes.models import Group
from votes.web import pages
from votes.web.views.named import to_its_address


@require_safe
def groups(request: HttpRequest) -> HttpResponse:
    return render(request, "votes/groups.html", {"page": pages.GroupsPage.of()})


@require_safe
def group(request: HttpRequest, code: str) -> HttpResponse:
    try:
        found = Group.objects.named(code)
    except Group.DoesNotExist:
        message = _("No group is called “{name}”.").format(name=code)
        context = {"message": message, "near": Group.objects.nearest(code)}
        return render(request, "404.html", context, status=404)
    if code != found.code:
        return to_its_address(request, code=found.code)
    return render(request, "votes/group.html", {"page": pages.GroupPage.of(found, request.GET)})
