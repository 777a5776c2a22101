"""What people read by mail about projects: that they take part, and what became of what they gave.

Rights are asked again when a mail is written: it goes only to who may know of the project now, at
the address that is still hers. What somebody typed is quoted, and nothing in it is a link.
"""

from pathlib import Path
from typing import Final

from django.conf import settings
from django.template import Context, Engine
from django.urls import reverse
from django.utils import timezone, translation

from gangmaker.actors.models import Actor
from gangmaker.actors.queries import current_region, name_for
from gangmaker.contributions.mails import language_for, quoted
from gangmaker.core.text import normalise_line, unlinked
from gangmaker.trail.mails import Mail, renders
from gangmaker.trail.models import Item, ItemAudience, Message, Party

from .models import PartyRole, Project, Stage, StageChange, Task
from .queries.weak_spots import WeakSpot, weak_spots

PLAIN: Final = Engine(
    dirs=[str(Path(__file__).parent / "templates")],
    autoescape=False,  # plain text: nothing in it is ever read as HTML
    libraries={"i18n": "django.templatetags.i18n", "l10n": "django.templatetags.l10n"},
    builtins=["django.templatetags.i18n"],
)


@renders("project_party")
def party_mail(message: Message) -> Mail | None:
    """You take part; only while that is so."""
    project = _project(message)
    if project is None or message.to is None:
        return None
    to = message.to
    parties = Party.objects.filter(item=project, actor__in=_selves(to)).select_related("actor")
    party = parties.order_by("position").first()
    if party is None:
        return None
    return _write(
        "party",
        message,
        project,
        role=PartyRole(party.role).label,
        organisation=unlinked(party.actor.name) if party.actor.kind == "organisation" else "",
        hidden=project.audience == ItemAudience.PARTIES,
    )


@renders("project_from")
def from_mail(message: Message) -> Mail | None:
    return _about_source(message, "from")


@renders("project_joined")
def joined_mail(message: Message) -> Mail | None:
    return _about_source(message, "joined")


def _about_source(message: Message, template: str) -> Mail | None:
    """What became of what you contributed to, while you may know of both."""
    project = _project(message)
    if project is None or message.to is None:
        return None
    visible = Item.objects.visible_to(message.to, at=timezone.now())
    source = visible.filter(pk=message.payload["item"]).first()
    if source is None:
        return None
    return _write(template, message, project, source=quoted(source.title))


@renders("project_stage")
def stage_mail(message: Message) -> Mail | None:
    change = StageChange.objects.filter(pk=message.payload["change"]).select_related("by__area")
    told = change.first()
    if told is None:
        return None
    project = _project(message, pk=told.project_id)
    if project is None or message.to is None:
        return None
    return _write(
        "stage",
        message,
        project,
        stage=Stage(told.stage),
        stages=Stage,
        who=unlinked(name_for(told.by, message.to)),
        reason=quoted(told.reason) if told.reason else "",
        learnt=quoted(told.learnt) if told.learnt else "",
    )


@renders("project_showing")
def showing_mail(message: Message) -> Mail | None:
    """Said only while it is so: shown and hidden again says nothing of the first."""
    project = _project(message)
    if project is None or project.audience != message.payload["audience"]:
        return None
    return _write("showing", message, project, shown=project.audience == ItemAudience.PUBLIC)


@renders("project_task")
def task_mail(message: Message) -> Mail | None:
    tasks = Task.objects.filter(pk=message.payload["task"], done_on=None).select_related("owner")
    task = tasks.first()
    if task is None or message.to is None or task.owner_id not in _selves(message.to):
        return None
    project = _project(message, pk=task.project_id)
    if project is None:
        return None
    return _write(
        "task",
        message,
        project,
        task=quoted(task.title),
        due_on=task.due_on,
        page="today",
    )


@renders("project_weak_spots")
def weak_spots_mail(message: Message) -> Mail | None:
    """What is still missing of what was missing."""
    project = _project(message)
    if project is None:
        return None
    still = weak_spots([project], timezone.now()).get(project.pk, ())
    if not set(still) & set(message.payload["spots"]):
        return None
    return _write(
        "weak_spots",
        message,
        project,
        no_goal=WeakSpot.NO_GOAL in still,
        no_owner=WeakSpot.NO_OWNER in still,
        no_next_date=WeakSpot.NO_NEXT_DATE in still,
        no_news=WeakSpot.NO_NEWS in still,
        news_on=project.news_on,
    )


renders("project_asleep")(weak_spots_mail)  # mails that an earlier version left unsent


def _project(message: Message, *, pk: int | None = None) -> Project | None:
    """The project, when the reader may know of it now and still has that address."""
    if not _may_go(message):
        return None
    wanted = pk if pk is not None else int(message.payload["project"])
    seen = Item.objects.visible_to(message.to, at=timezone.now()).filter(pk=wanted)
    shown = Project.objects.filter(pk__in=seen.values("pk"), withdrawal=None)
    project: Project | None = shown.first()
    return project


def _may_go(message: Message) -> bool:
    to = message.to
    return to is not None and not hasattr(to, "suspension") and to.email == message.address


def _selves(person: Actor) -> list[int]:
    claimed = Actor.objects.proved_hers(person).values_list("pk", flat=True)
    return [person.pk, *person.organisation_ids, *claimed]


def _write(
    template: str, message: Message, project: Project, *, page: str = "", **values: object
) -> Mail:
    """The mail of ``template``: its first line is the subject, the rest after a blank line.

    ``page`` is where it leads when that is not the project.
    """
    to = message.to
    assert to is not None  # noqa: S101 (for the type checker: asked before)
    public = project.audience == ItemAudience.PUBLIC and project.is_published(at=timezone.now())
    with translation.override(language_for(message.language)):
        address = reverse(f"web:{page}") if page else reverse("web:item", args=[project.slug])
        sign_in = f"{reverse('web:sign-in')}?next={address}"
        region = current_region()
        context = {
            "name": unlinked(to.name) if to.is_confirmed() else "",
            "title": quoted(project.title),
            "url": settings.BASE_URL + (address if public or page else sign_in),
            "public": public,
            "region": region.name,
            "contact": region.contact_email,
        }
        text = PLAIN.get_template(f"projects/mail/{template}.txt").render(
            Context({**context, **values}, autoescape=False)
        )
    subject, _blank, body = text.strip().partition("\n")
    lines = [part.strip("\n") for part in body.split("\n\n")]
    paragraphs = "\n\n".join(part for part in lines if part.strip())
    return Mail(subject=normalise_line(subject), body=paragraphs + "\n")
