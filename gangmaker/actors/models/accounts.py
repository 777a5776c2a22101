from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from .actor import Actor


def new_nonce() -> str:
    return get_random_string(32)


class AccountManager(BaseUserManager["Account"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Account":
        """An account that signs in by a code sent to ``email``; it needs no password."""
        account = self.model(email=email.strip().lower(), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(email=(username or "").strip().lower())


class Account(AbstractBaseUser):
    """What signs in: an address. Who takes part is the actor that belongs to it."""

    email = models.EmailField(_("e-mail address"), unique=True)
    is_active = models.BooleanField(_("may sign in"), default=True)
    joined_at = models.DateTimeField(_("joined at"), default=timezone.now)

    objects = AccountManager()

    actor: "Actor"

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(email=Lower(F("email"))), name="account_email_is_lower_case"
            )
        ]

    def __str__(self) -> str:
        return f"account {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = self.email.strip().lower()
        super().save(*args, **kwargs)


class EmailConfirmation(models.Model):
    """A link that was sent to an address; following it and pressing the button proves it.

    The link carries ``nonce`` signed with the installation's key (``actors.tokens``), so
    nobody who reads the table can confirm.
    """

    actor = models.ForeignKey("actors.Actor", models.CASCADE, related_name="email_confirmations")
    email = models.EmailField()
    nonce = models.CharField(max_length=40, unique=True, default=new_nonce)
    expires_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"confirmation {self.pk} of actor {self.actor_id}"

    def is_usable(self, *, at: datetime) -> bool:
        return self.confirmed_at is None and at < self.expires_at
