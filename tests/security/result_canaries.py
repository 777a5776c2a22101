"""What projects and results keep from people: budgets, news and papers of the parties, quotes."""

from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from typing import TYPE_CHECKING

from gangmaker.actors.models import Actor
from gangmaker.projects import rules
from gangmaker.projects.files import Kept, keep_document
from gangmaker.projects.models import (
    Attachment,
    AttachmentKind,
    BudgetLine,
    Cost,
    Evidence,
    Project,
    Result,
)
from gangmaker.projects.models import Update as News
from gangmaker.projects.operations.budget import NewLine, enter_cost, plan_budget
from gangmaker.projects.operations.papers import attach, post_update
from gangmaker.projects.operations.results import (
    NewCredit,
    NewEvidence,
    add_evidence,
    publish_result,
)
from gangmaker.trail.models import Item
from tests import world
from tests.security.upload_canaries import UPLOADS

if TYPE_CHECKING:
    from tests.security.canaries import Allowed, CanaryWorld

TODAY = world.NOON.date()
PROJECTS = {"project": "public", "hidden project": "parties"}
RESULTS = {"result": "project", "hidden result": "hidden project"}
State = tuple[str, Mapping[str, str]]


def add_results(w: "CanaryWorld") -> None:
    """On both projects of the world: a budget, news and papers of each circle, a result."""
    for name in PROJECTS:
        project = Project.objects.get(pk=w.items[name].pk)
        _budget(w, project)
        for parties_only in (False, True):
            _tell(w, project, parties_only=parties_only)
    for name, of in RESULTS.items():
        project = Project.objects.get(pk=w.items[of].pk)
        w.items[name] = _result(w, project, audience=PROJECTS[of])
    _take_back(w, Result.objects.get(pk=w.items["result"].pk))


def _inside(item: Item) -> "Allowed":
    return lambda viewer: rules.sees_inside(viewer, item)


def _reads(item: Item) -> "Allowed":
    def reads(viewer: Actor | None) -> bool:
        return Item.objects.visible_to(viewer, at=world.NOON).filter(pk=item.pk).exists()

    return reads


def _budget(w: "CanaryWorld", project: Project) -> None:
    """For the parties and the team, also where everybody sees the project."""
    inside, by = _inside(project), w.viewer("broker")
    lines = [NewLine(w.hide("budgetline", inside), 12_345, "own")]
    plan_budget(project=project, lines=lines, by=by, now=world.NOON)
    enter_cost(
        line=BudgetLine.objects.get(project=project),
        amount=12_345,
        spent_on=TODAY,
        what=w.hide("cost", inside),
        by=by,
        now=world.NOON,
    )


def _tell(w: "CanaryWorld", project: Project, *, parties_only: bool) -> None:
    circle = _inside(project) if parties_only else _reads(project)
    by = w.viewer("member B")
    post_update(
        project=project,
        text=w.hide("news", circle),
        language="nl",
        by=by,
        parties_only=parties_only,
        now=world.NOON,
    )
    kept = _document(w.hide("paper", circle), w.hide("papername", circle))
    attach(item=project, kept=kept, parties_only=parties_only, by=by, now=world.NOON)


def _document(words: str, name: str) -> Kept:
    content = words.encode()
    return keep_document(BytesIO(content), size=len(content), name=f"{name}.txt")


def _result(w: "CanaryWorld", project: Project, *, audience: str) -> Result:
    reads = _reads(project)
    result = publish_result(
        project=project,
        new=world.make_new_item(by=w.viewer("broker"), title="Een lamp", audience=audience),
        type="product",
        for_whom=w.hide("whom", reads),
        where=w.hide("where", reads),
        made_on=TODAY,
        credits=[NewCredit(w.hide("creditrole", reads), name=w.hide("creditname", reads))],
        now=world.NOON,
    )
    result.title = w.hide("resulttitle", reads)  # afterwards: its address is made of the first
    result.save()
    _quote(result, w.hide("quote", reads), w.hide("speaker", reads))
    return result


def _quote(result: Result, text: str, said_by: str) -> Evidence:
    quote = NewEvidence(kind="quote", seen_on=TODAY, text=text, said_by=said_by, consent_on=TODAY)
    return add_evidence(result=result, evidence=quote, by=result.owner, now=world.NOON)


def _take_back(w: "CanaryWorld", result: Result) -> None:
    """A quote without consent, whose words are still in the row: no page may show them."""
    words = [w.hide(name, lambda viewer: False) for name in ("quoteback", "speakerback")]
    back = _quote(result, *words)
    kept = _document(w.hide("fileback", lambda viewer: viewer is not None and viewer.is_team), "x")
    file = NewEvidence(kind="file", seen_on=TODAY, kept=kept)
    gone = add_evidence(result=result, evidence=file, by=result.owner, now=world.NOON)
    Evidence.objects.filter(pk__in=[back.pk, gone.pk]).update(removed_on=TODAY)


def _kinds(w: "CanaryWorld") -> Iterator[State]:
    """Projects, results, and what is neither."""
    for state in (*PROJECTS, *RESULTS, "public"):
        yield state, {"slug": w.items[state].slug}
    yield "nothing", {"slug": "nothing-here"}


def _news(w: "CanaryWorld") -> Iterator[State]:
    for name in PROJECTS:
        for update in News.objects.filter(project=w.items[name].pk).order_by("pk"):
            circle = "parties" if update.parties_only else "all"
            yield f"{name}: {circle}", {"slug": w.items[name].slug, "update": str(update.pk)}
    other = News.objects.filter(project=w.items["hidden project"].pk).order_by("pk")[0]
    yield "of another project", {"slug": w.items["project"].slug, "update": str(other.pk)}


def _evidence(w: "CanaryWorld") -> Iterator[State]:
    for name in RESULTS:
        for evidence in Evidence.objects.filter(result=w.items[name].pk).order_by("pk"):
            what = "taken back" if evidence.removed_on else evidence.kind
            yield f"{name}: {what}", {"slug": w.items[name].slug, "evidence": str(evidence.pk)}


def _attachments(w: "CanaryWorld") -> Iterator[State]:
    for name in (*PROJECTS, "result", *UPLOADS):
        for paper in Attachment.objects.filter(item=w.items[name].pk).order_by("pk"):
            circle = "parties" if paper.parties_only else "all"
            what = "taken back" if paper.evidence_of.exists() else circle
            what = what if paper.kind == AttachmentKind.DOCUMENT else f"picture, {what}"
            yield f"{name}: {what}", {"slug": w.items[name].slug, "attachment": str(paper.pk)}
    other = Attachment.objects.filter(item=w.items["hidden project"].pk).order_by("pk")[0]
    yield "of another project", {"slug": w.items["project"].slug, "attachment": str(other.pk)}


def _files(w: "CanaryWorld") -> Iterator[State]:
    for state, values in _attachments(w):
        yield state, {**values, "size": "small" if "picture" in state else "document"}
    _state, values = next(_attachments(w))
    yield "as a picture", {**values, "size": "large"}


def _costs(w: "CanaryWorld") -> Iterator[State]:
    for name in PROJECTS:
        cost = Cost.objects.get(line__project=w.items[name].pk)
        yield name, {"slug": w.items[name].slug, "cost": str(cost.pk)}
    yield "of another project", {"slug": w.items["project"].slug, "cost": str(cost.pk)}


SLUG = frozenset({"slug"})
PAPERS = ("results/", "result/", "credits/", "evidence/", "updates/", "budget")
RESULTS_FILLED: list[tuple[str, frozenset[str], Callable[["CanaryWorld"], Iterator[State]]]] = [
    *((f"items/<slug:slug>/{part}", SLUG, _kinds) for part in PAPERS),
    ("items/", SLUG | {"update"}, _news),
    ("items/", SLUG | {"evidence"}, _evidence),
    ("items/", SLUG | {"attachment"}, _attachments),
    ("items/", SLUG | {"cost"}, _costs),
    ("media/items/", SLUG | {"attachment", "size"}, _files),
]
"""As ``doors.FILLED``; before it, since these addresses are only about projects and results."""
