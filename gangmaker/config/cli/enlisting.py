"""The first member of the team, whom nobody inside can let in."""

from gangmaker.config.cli import preparing
from gangmaker.config.cli.exits import Stopped


def enlist(*, email: str, role: str) -> None:
    """Give the account of ``email`` a task in the team; the account is made when it is new.

    Signing in still needs the code that is mailed to that address.
    """
    preparing.start_django()
    from django.conf import settings
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email
    from django.db import transaction
    from django.utils import timezone

    from gangmaker.actors.models import Account
    from gangmaker.actors.operations import attach_account, grant_team_role

    try:
        validate_email(email)
    except ValidationError:
        raise Stopped(f"“{email}” is not an e-mail address.") from None
    now = timezone.now()
    with preparing.reachable_database(), transaction.atomic():
        account = Account.objects.filter(email=email.strip().lower()).first()
        account = account or Account.objects.create_user(email, joined_at=now)
        actor = attach_account(account=account, reads=settings.LANGUAGE_CODE, now=now)
        grant_team_role(actor=actor, role=role, by=None, now=now)
