"""So many files at once: who reads slowly holds a thread, and the rest need theirs."""

from __future__ import annotations

from threading import BoundedSemaphore

from django.conf import settings
from rest_framework import status
from rest_framework.exceptions import APIException

SECONDS = 30
free = BoundedSemaphore(settings.FILES_AT_ONCE)


class AllTaken(APIException):
    """As many files as one process sends at once are being sent."""

    status_code = status.HTTP_503_SERVICE_UNAVAILABLE
    default_detail = "Too many files are being read just now. Try again in half a minute."
    wait = SECONDS


class Slot:
    """A place to send a file from; given back once, however often it is closed."""

    def __init__(self) -> None:
        self.places = free
        self.is_held = self.places.acquire(blocking=False)
        if not self.is_held:
            raise AllTaken

    def close(self) -> None:
        if self.is_held:
            self.is_held = False
            self.places.release()
