"""Creating and correcting over the API: through the gate, as the desk does."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from typing import Any, ClassVar
from urllib.parse import quote

from django.contrib.auth import get_permission_codename
from django.core.exceptions import ValidationError as ModelError
from django.db import DataError, IntegrityError, OperationalError
from django.db.models import ProtectedError
from rest_framework import exceptions, status
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from votes.api.errors import Refusal, detail
from votes.api.reading import Reading, check_parameters
from votes.api.renderers import Json
from votes.api.repeating import once
from votes.api.serializers.written import WHOLE, fault
from votes.filters import Refused
from votes.models import Changing, EditConflict, Record, changing

ACTIONS = {"added": "add", "changed": "change", "deleted": "delete"}
READ_VERSION = re.compile(r'\s*(?:"([0-9]{1,9})"|([0-9]{1,9}))\s*')
MEANWHILE = "Someone else was writing to the same records. Nothing of yours was saved; try again."


def permission(action: str, model: Any) -> str:
    return f"votes.{get_permission_codename(action, model._meta)}"


def is_staff_with(user: Any, action: str, model: Any) -> bool:
    """Whether an account of the desk may do something with records of a model."""
    return bool(user and user.is_staff and user.has_perm(permission(action, model)))


class MayWrite(BasePermission):
    """Everybody reads; who may add or change at the desk may do so here."""

    message = "Your account may not write this."
    needed: ClassVar[dict[str, str]] = {"POST": "add", "PATCH": "change"}

    def has_permission(self, request: Request, view: Any) -> bool:
        # What nobody can do here is refused as such to all.
        if request.method in SAFE_METHODS or view.action is None:
            return True
        action = self.needed.get(request.method or "")
        return action is None or is_staff_with(request.user, action, view.every.model)


class Correcting(Reading):
    """Correct the records of a resource with PATCH.

    `every` are the records with those that the public does not see: the addresses of these
    answer who may view them at the desk.
    """

    http_method_names = ["get", "head", "options", "patch"]
    permission_classes = [MayWrite]
    write_serializer_class: ClassVar[Any]
    every: ClassVar[Any]
    has_written = False

    def get_queryset(self) -> Any:
        if self.action in {"retrieve", "partial_update"} and self.sees_all():
            return self.every.all()
        return super().get_queryset()

    def sees_all(self) -> bool:
        """Whether drafts and internal facts are shown: to who may view them, or has written."""
        return self.has_written or is_staff_with(self.request.user, "view", self.every.model)

    def get_serializer_context(self) -> dict[str, Any]:
        context = dict(super().get_serializer_context())
        one = self.action in {"retrieve", "partial_update"}
        return context | {"shows_all": one and self.sees_all()}

    def field_names(self) -> Sequence[str]:
        """The fields that an answer can have; those of the desk for who sees all."""
        names, of_desk = super().field_names(), getattr(self.get_serializer_class(), "of_desk", ())
        if not of_desk or self.sees_all():
            return names
        return [name for name in names if name not in of_desk]

    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        check_parameters(request, (*self.detail_parameters, "format"))
        found = self.get_object()
        version = read_version(request)
        record = self.recorded(found)
        if record.version != version:
            raise stale(record, version)
        writer = self.writer(record, data=request.data, partial=True)
        refuse_worked_out(request.data, self.as_read(found), writer)
        with refusals(), self.gate(writer) as gate:
            gate.hold(record)
            writer.write(gate)
        return self.answer(record, status.HTTP_200_OK)

    def as_read(self, found: Any) -> dict[str, Any]:
        """A found record as its address answers it."""
        answer: Any = self.detail_serializer_class or self.serializer_class
        data = answer(found, context=self.get_serializer_context()).data
        read: dict[str, Any] = json.loads(Json().render(data))
        return read

    def recorded(self, found: Any) -> Record:
        """The bare record that was found."""
        return self.every.model._base_manager.get(pk=found.pk)

    def writer(self, *args: Any, **options: Any) -> Any:
        """The checked request, ready to be written."""
        context = {"request": self.request, "view": self}
        writer = self.write_serializer_class(*args, context=context, **options)
        writer.is_valid(raise_exception=True)
        return writer

    @contextmanager
    def gate(self, writer: Any) -> Iterator[Changing]:
        """The gate, which closes only on what the account may do at the desk."""
        with changing(self.request.user, writer.why) as gate:
            yield gate
            for done, name in gate.acts:
                action = f"votes.{ACTIONS[done]}_{name}"
                if name not in writer.with_it and not self.request.user.has_perm(action):
                    raise exceptions.PermissionDenied(f"Your account lacks {action}.")

    def answer(self, record: Record, code: int) -> Response:
        """A record just written, as its address reads it."""
        self.kwargs = self.kwargs | {self.lookup_url_kwarg or self.lookup_field: self.key(record)}
        self.action, self.has_written = "retrieve", True
        found = self.get_object()
        return Response(self.get_serializer(found).data, status=code)

    def key(self, record: Any) -> str:
        """What names a record in its address."""
        return str(record.pk)


class Writing(Correcting):
    """Create records with POST, correct them with PATCH."""

    http_method_names = ["get", "head", "options", "post", "patch"]

    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        check_parameters(request, (*self.detail_parameters, "format"))
        with refusals():
            return once(request, self.created)

    def created(self) -> Response:
        request = self.request
        writer = self.writer(data=request.data)
        with self.gate(writer) as gate:
            record = writer.write(gate)
        response = self.answer(record, status.HTTP_201_CREATED)
        response["Location"] = request.build_absolute_uri(
            f"{request.path}{quote(self.key(record))}/"
        )
        return response


# What every answer has and a request may carry as it was: If-Match says which version is meant.
CARRIED = {"version", "updated_at"}


def refuse_worked_out(sent: Any, read: dict[str, Any], writer: Any) -> None:
    """Refuse other values for keys of the answer that nobody writes."""
    own = {name for name, field in writer.fields.items() if not field.read_only} | CARRIED
    faults = {
        key: fault("This cannot be written here: it follows from other records.").detail
        for key, value in sent.items()
        if key not in own and key in read and value != read[key]
    }
    if faults:
        raise exceptions.ValidationError(faults)


def read_version(request: Request) -> int:
    """The version that If-Match says was read."""
    given = request.headers.get("If-Match")
    if given is None:
        message = "Say which version you read, with the header If-Match: “3” for version 3."
        raise Refusal(status.HTTP_428_PRECONDITION_REQUIRED, message)
    if match := READ_VERSION.fullmatch(given):
        return int(match.group(1) or match.group(2))
    message = "If-Match takes the number that the record has as its version."
    named = detail("If-Match", Refused(message, given))
    raise Refusal(status.HTTP_400_BAD_REQUEST, message, named)


def stale(current: Record, version: int) -> Refusal:
    """The refusal of a request that was made of another version."""
    read = copy(current)
    read.version = version
    return conflict(EditConflict(read, current))


def conflict(error: EditConflict) -> Refusal:
    """A lost race, with the version that the record has now."""
    now = [] if error.current is None else [str(error.current.version)]
    told = detail("If-Match", Refused(str(error), str(error.record.version), now))
    return Refusal(status.HTTP_412_PRECONDITION_FAILED, str(error), told)


@contextmanager
def refusals() -> Iterator[None]:
    """What the gate and the database refuse, as answers; nothing is then written."""
    try:
        yield
    except ModelError as error:
        raise exceptions.ValidationError({WHOLE: error.messages}) from None
    except EditConflict as error:
        raise conflict(error) from None
    except ProtectedError as error:
        named = "; ".join(sorted(str(record) for record in error.protected_objects)[:10])
        message = f"Other records rest on what would be deleted: {named}."
        raise Refusal(status.HTTP_409_CONFLICT, message) from None
    except IntegrityError:
        message = "Another record stands against this: someone else may have just entered it."
        raise Refusal(status.HTTP_409_CONFLICT, message) from None
    except DataError:
        message = "A value is larger than the database can hold."
        raise Refusal(status.HTTP_400_BAD_REQUEST, message) from None
    except OperationalError as error:
        if "deadlock" not in str(error):
            raise
        raise Refusal(status.HTTP_409_CONFLICT, MEANWHILE) from None
