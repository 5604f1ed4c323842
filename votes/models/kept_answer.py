"""What creations answered, so that a request sent twice writes once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.utils import timezone

KEPT_FOR = timedelta(hours=24)
LONGEST_KEY = 255


class KeptAnswerQuerySet(models.QuerySet["KeptAnswer"]):
    def begin(self, user: Any, key: str, fingerprint: str) -> tuple[KeptAnswer, bool]:
        """The answer kept under an account's key, or a new row to keep it in, and whether it is
        new. Of two at once the second waits for the first. Rows that are too old go."""
        self.filter(made_at__lte=timezone.now() - KEPT_FOR).delete()
        if kept := self.filter(user=user, key=key).first():
            return kept, False
        try:
            with transaction.atomic():
                return self.create(user=user, key=key, fingerprint=fingerprint), True
        except IntegrityError:
            # The other one has just been committed.
            return self.get(user=user, key=key), False


class KeptAnswer(models.Model):
    """The answer to one creation, under the key that the program gave it; kept for a day."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        related_name="+",
        # It serves nobody else.
        on_delete=models.CASCADE,
    )
    key = models.CharField(max_length=LONGEST_KEY)
    # Of method, address and body: the same key for another request is a mistake.
    fingerprint = models.CharField(max_length=64)
    location = models.TextField(blank=True)
    answer = models.TextField(blank=True)
    made_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = KeptAnswerQuerySet.as_manager()

    class Meta:
        # Nobody looks at it.
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="one_answer_per_key")]

    def __str__(self) -> str:
        return self.key

    def keep(self, location: str, answer: str) -> None:
        self.location, self.answer = location, answer
        self.save(update_fields=["location", "answer"])
