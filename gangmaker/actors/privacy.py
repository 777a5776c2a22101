"""What the tables of this room, and of the libraries that sign people in, hold of people."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from .models.names import MARK
from .personal import Nobody, Table
from .purposes import (
    DECENCY,
    DIRECTORY,
    GUESTS,
    ORGANISATIONS,
    PROFILE,
    RUNNING,
    SIGNING_IN,
    TEAM,
)

DECIDED: Final = _("A decision stays on record with its reasons, as the law asks.")

TABLES: Final = (
    Table(
        "actors.Actor",
        _("People"),
        PROFILE,
        hers=("pk",),
        emptied=("about", "email", "phone", "field_audiences", "picture", "picture_alt", "source"),
        nameless=("name", "slug", "account", "claimed_by", "entered_by"),
        because=_("What you did stays on record, as done by “Somebody who left”."),
        also={
            "name": MARK,
            "age_group": "",
            "area": None,
            "audience": "team",
            "account": None,
            "email_confirmed_at": None,
        },
    ),
    Table(
        "actors.Account",
        _("Accounts"),
        SIGNING_IN,
        hers=("actor",),
        goes=("email", "password"),
    ),
    Table(
        "actors.EmailConfirmation",
        _("Links that prove an address"),
        GUESTS,
        hers=("actor",),
        goes=("actor", "email", "nonce"),
    ),
    Table("actors.ActorSector", _("Sectors"), PROFILE, hers=("actor",), goes=("actor",)),
    Table("actors.ActorLanguage", _("Languages"), PROFILE, hers=("actor",), goes=("actor",)),
    Table(
        "actors.WebLink",
        _("Links"),
        PROFILE,
        hers=("actor",),
        goes=("actor", "url", "label"),
    ),
    Table(
        "actors.Exchange",
        _("What you offer and seek"),
        PROFILE,
        hers=("actor",),
        goes=("actor", "text"),
    ),
    Table("actors.Consent", _("Consents"), DIRECTORY, hers=("actor",), goes=("actor",)),
    Table(
        "actors.Membership",
        _("Who belongs to which organisation"),
        ORGANISATIONS,
        hers=("person",),
        goes=("person", "organisation"),
    ),
    Table(
        "actors.Invitation",
        _("Invitations"),
        GUESTS,
        hers=("used_by",),
        goes=("email", "nonce", "organisation", "invited_by", "used_by"),
    ),
    Table("actors.TeamRole", _("Tasks in the team"), TEAM, hers=("actor",), goes=("actor",)),
    Table(
        "actors.Suspension",
        _("Who may not take part now"),
        DECENCY,
        hers=("actor",),
        goes=("actor", "by"),
    ),
    Table(
        "actors.Statement",
        _("Decisions about somebody, with their reasons"),
        DECENCY,
        hers=("to",),
        emptied=("content",),
        nameless=("to", "by"),
        stays=("facts", "law"),
        because=DECIDED,
    ),
    Table(
        "actors.Lifting",
        _("Ends of such decisions"),
        DECENCY,
        hers=("by",),
        nameless=("by",),
        because=DECIDED,
    ),
    Table(
        "actors.HouseRules",
        _("House rules"),
        TEAM,
        hers=("by",),
        nameless=("by",),
        plain=("change",),
        because=_("Which rules held when, and who set them, stays on record."),
    ),
    Table(
        "account.EmailAddress",
        _("Proved addresses"),
        SIGNING_IN,
        hers=("user__actor",),
        goes=("user", "email"),
    ),
    Table(
        "mfa.Authenticator",
        _("Passkeys and second steps"),
        SIGNING_IN,
        hers=("user__actor",),
        goes=("user", "data"),
    ),
    Table(
        "sessions.Session",
        _("Who is signed in"),
        SIGNING_IN,
        goes=("session_key", "session_data"),
    ),
    Table(
        "modelsearch.IndexEntry",
        _("Words for search"),
        RUNNING,
        goes=("object_id", "autocomplete", "title", "body"),
    ),
    Table(
        "django_tasks_database.DBTaskResult",
        _("Work that waits or was done"),
        RUNNING,
        goes=("args_kwargs", "return_value", "traceback"),
        plain=(
            "task_path",
            "worker_ids",
            "queue_name",
            "backend_name",
            "exception_class_path",
        ),
    ),
)

NOBODY: Final = (
    Nobody("actors.Area", "places"),
    Nobody("actors.Region", "the region itself, and who answers for it by its function"),
    Nobody("actors.Tag", "words that many use"),
    Nobody("actors.Exchange_tags", "which words an exchange has; goes with it"),
    Nobody("actors.HouseRule", "rules"),
    Nobody("auth.Permission", "not used here"),
    Nobody("auth.Group", "not used here"),
    Nobody("auth.Group_permissions", "not used here"),
    Nobody("contenttypes.ContentType", "names of tables"),
    Nobody("modelsearch.SQLiteFTSIndexEntry", "the same words as modelsearch.IndexEntry"),
    Nobody("account.EmailConfirmation", "not used: an address is proved by a code"),
)
