"""Guards of results, budgets, and the papers of items: found among what the visitor may know of."""

from collections.abc import Mapping

from django.http import Http404
from django.shortcuts import get_object_or_404

from gangmaker.projects import paper_rules, rules
from gangmaker.projects.files import SIZES
from gangmaker.projects.models import Attachment, AttachmentKind, Cost, Evidence, Update
from gangmaker.trail.models import ItemKind
from gangmaker.web.guards import ActorRequest, Found, Guard
from gangmaker.web.policies import find_item, find_kind

DOCUMENT = "document"


_find_project = find_kind(ItemKind.PROJECT)
_find_result = find_kind(ItemKind.RESULT)


def _find_pictured(request: ActorRequest, named: Mapping[str, str]) -> Found:
    """What has pictures of its own; those of a result are its evidence."""
    item = find_item(request, named)["item"]
    if item.kind == ItemKind.RESULT:
        raise Http404
    return {"item": item}


def _find_evidence(request: ActorRequest, named: Mapping[str, str]) -> Found:
    result = _find_result(request, named)["result"]
    shown = Evidence.objects.filter(result=result, pk=named["evidence"], removed_on=None)
    evidence = get_object_or_404(shown.select_related("result__from_project", "attachment"))
    return {"evidence": evidence}


def _find_update(request: ActorRequest, named: Mapping[str, str]) -> Found:
    project = _find_project(request, named)["project"]
    update = Update.objects.filter(project=project, pk=named["update"]).first()
    if update is None or (update.parties_only and not rules.sees_inside(request.actor, project)):
        raise Http404
    update.project = project
    return {"update": update}


def _find_attachment(request: ActorRequest, named: Mapping[str, str]) -> Found:
    item = find_item(request, named)["item"]
    attachment = get_object_or_404(
        Attachment.objects.filter(item=item, pk=named["attachment"]).select_related("update")
    )
    attachment.item = item
    if not paper_rules.can_see_attachment(request.actor, attachment):
        raise Http404
    return {"attachment": attachment}


def _find_file(request: ActorRequest, named: Mapping[str, str]) -> Found:
    """A picture in one of its sizes, or a document; asked anew for each byte that leaves."""
    found = _find_attachment(request, named)
    is_picture = found["attachment"].kind == AttachmentKind.PICTURE
    if named["size"] not in (SIZES if is_picture else (DOCUMENT,)):
        raise Http404
    return {**found, "size": named["size"]}


def _find_cost(request: ActorRequest, named: Mapping[str, str]) -> Found:
    project = _find_project(request, named)["project"]
    cost = get_object_or_404(
        Cost.objects.filter(line__project=project, pk=named["cost"], corrects=None).select_related(
            "line__project"
        )
    )
    return {"cost": cost}


project_seen = Guard("project: seen", lambda viewer, found: True, _find_project)
project_managed = Guard(
    "project: may manage",
    lambda viewer, found: rules.can_manage(viewer, found["project"]),
    _find_project,
)
project_told = Guard(
    "project: may tell",
    lambda viewer, found: viewer is not None and paper_rules.can_tell(viewer, found["project"]),
    _find_project,
)
result_managed = Guard(
    "result: may manage",
    lambda viewer, found: paper_rules.can_manage_result(viewer, found["result"]),
    _find_result,
)
result_told = Guard(
    "result: may show evidence",
    lambda viewer, found: paper_rules.can_tell(viewer, found["result"]),
    _find_result,
)
evidence_removed = Guard(
    "evidence: may take back",
    lambda viewer, found: paper_rules.can_remove_evidence(viewer, found["evidence"]),
    _find_evidence,
)
update_edited = Guard(
    "update: may edit",
    lambda viewer, found: paper_rules.can_edit_update(viewer, found["update"]),
    _find_update,
)
update_removed = Guard(
    "update: may remove",
    lambda viewer, found: paper_rules.can_remove_update(viewer, found["update"]),
    _find_update,
)
papers_seen = Guard("papers: seen", lambda viewer, found: True, find_item)
papers_added = Guard(
    "papers: may add",
    lambda viewer, found: paper_rules.can_attach(viewer, found["item"]),
    find_item,
)
pictures_added = Guard(
    "pictures: may add",
    lambda viewer, found: paper_rules.can_attach(viewer, found["item"]),
    _find_pictured,
)
pictures_arranged = Guard(
    "pictures: may arrange",
    lambda viewer, found: paper_rules.can_arrange(viewer, found["item"]),
    _find_pictured,
)
paper_removed = Guard(
    "paper: may remove",
    lambda viewer, found: paper_rules.can_remove_attachment(viewer, found["attachment"]),
    _find_attachment,
)
file_seen = Guard("file: seen", lambda viewer, found: True, _find_file)
budget_seen = Guard(
    "budget: seen",
    lambda viewer, found: paper_rules.can_see_budget(viewer, found["project"]),
    _find_project,
)
cost_corrected = Guard(
    "cost: may correct",
    lambda viewer, found: rules.can_manage(viewer, found["cost"].line.project),
    _find_cost,
)
