"""Doors for the worker."""

from django.utils import timezone
from django_tasks import task

from .outbox import deliver_due


@task()
def deliver_mail() -> int:
    return deliver_due(now=timezone.now())
