"""Guards: who may report a thing, decide about it, read a statement or follow a report."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from gangmaker.actors import rules as actor_rules
from gangmaker.actors.models import Actor, HouseRules, Statement
from gangmaker.core.text import normalise_line
from gangmaker.trail.models import Comment, Flag, Item, Objection, Report
from gangmaker.trail.moderation_mails import FACTS, statement_nonce
from gangmaker.trail.queries.transparency import years_known
from gangmaker.trail.talk_rules import stands
from gangmaker.trail.things import Thing
from gangmaker.web import policies
from gangmaker.web.guards import ActorRequest, Found, Guard
from gangmaker.web.talk.doors import comment_seen

Find = Callable[[ActorRequest, Mapping[str, str]], Found]


def _as_thing(find: Find, name: str) -> Find:
    """What ``find`` finds, under the name that all pages about reported things use."""

    def found(request: ActorRequest, named: Mapping[str, str]) -> Found:
        return {"thing": find(request, named)[name]}

    return found


def _find_standing_comment(request: ActorRequest, named: Mapping[str, str]) -> Found:
    """Nothing is left to report of what was taken back or hidden."""
    comment = comment_seen.find(request, named)["comment"]
    if not stands(comment):
        raise Http404
    return {"comment": comment}


def _reporting(name: str, find: Find) -> Guard:
    return Guard(f"{name}: may report", lambda viewer, found: True, _as_thing(find, name))


item_reported = _reporting("item", policies.find_item)
actor_reported = _reporting("actor", policies.find_actor)
comment_reported = _reporting("comment", _find_standing_comment)


def _may_moderate(viewer: Actor | None, found: Found) -> bool:
    return actor_rules.can_moderate(viewer)


def _moderating(name: str, find: Callable[[ActorRequest, Mapping[str, str]], Thing]) -> Guard:
    def found(request: ActorRequest, named: Mapping[str, str]) -> Found:
        if not actor_rules.can_moderate(request.actor):
            raise Http404  # who may not decide about it need not know that it exists
        return {"thing": find(request, named)}

    return Guard(f"{name}: may moderate", _may_moderate, found)


def _any_item(request: ActorRequest, named: Mapping[str, str]) -> Item:
    """One that she may know of, or that somebody reported: whoever reports it shows it to her."""
    visible = Item.objects.visible_to(request.actor, at=timezone.now())
    readable = Q(pk__in=visible.values("pk")) | Exists(Report.objects.filter(item=OuterRef("pk")))
    items = Item.objects.select_related("by", "withdrawal").filter(readable)
    return get_object_or_404(items, slug=named["slug"])


def _any_actor(request: ActorRequest, named: Mapping[str, str]) -> Actor:
    """Also a record that was claimed or merged since it was reported."""
    actor: Actor = get_object_or_404(
        Actor.objects.select_related("suspension__statement"), slug=named["slug"]
    )
    return actor


def _any_comment(request: ActorRequest, named: Mapping[str, str]) -> Comment:
    """As with items."""
    visible = Comment.objects.visible_to(request.actor, at=timezone.now())
    reported = Report.objects.filter(comment=OuterRef("pk"))
    comments = Comment.objects.select_related("by", "item", "hiding")
    readable = comments.filter(Q(pk__in=visible.values("pk")) | Exists(reported))
    return get_object_or_404(readable, public_id=named["comment"])


item_moderated = _moderating("item", _any_item)
actor_moderated = _moderating("actor", _any_actor)
comment_moderated = _moderating("comment", _any_comment)
moderator = Guard("may moderate", _may_moderate)


def _find_flag(request: ActorRequest, named: Mapping[str, str]) -> Found:
    if not actor_rules.can_moderate(request.actor):
        raise Http404
    return {"flag": get_object_or_404(Flag, pk=named["flag"])}


def _find_objection(request: ActorRequest, named: Mapping[str, str]) -> Found:
    if not actor_rules.can_moderate(request.actor):
        raise Http404
    objections = Objection.objects.select_related(
        *("statement__to", "statement__rule__rules", "statement__lifting", "statement__by"),
        *("report__about", "report__by", "against__statement__rule__rules", "first_by"),
        "decided_by",
    )
    return {"objection": get_object_or_404(objections, public_id=named["objection"])}


flag_found = Guard("flag: may moderate", _may_moderate, _find_flag)
objection_found = Guard("objection: may moderate", _may_moderate, _find_objection)


def _find_report(request: ActorRequest, named: Mapping[str, str]) -> Found:
    reports = Report.objects.select_related("decision__statement", "item", "comment__item", "actor")
    return {
        "report": get_object_or_404(reports, code=normalise_line(named["code"]).replace("-", ""))
    }


def _find_statement(request: ActorRequest, named: Mapping[str, str]) -> Found:
    nonce = statement_nonce(named["token"])
    statements = Statement.objects.select_related(*FACTS, "by")
    if nonce is None:
        raise Http404
    return {"statement": get_object_or_404(statements, public_id=nonce), "token": named["token"]}


report_held = Guard("holds the code of a report", lambda viewer, found: True, _find_report)
statement_held = Guard("holds a link to a statement", lambda viewer, found: True, _find_statement)
statement_lifted = Guard("statement: may moderate", _may_moderate, _find_statement)


def _find_version(request: ActorRequest, named: Mapping[str, Any]) -> Found:
    versions = HouseRules.objects.prefetch_related("rules")
    return {"rules": get_object_or_404(versions, version=named["version"])}


def _find_year(request: ActorRequest, named: Mapping[str, Any]) -> Found:
    years = years_known(now=timezone.localtime())
    if int(named["year"]) not in years:
        raise Http404
    return {"year": int(named["year"]), "years": years}


year_found = Guard("anyone", lambda viewer, found: True, _find_year)
version_found = Guard("anyone", lambda viewer, found: True, _find_version)
