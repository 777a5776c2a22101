"""What happened, as sentences: one for each verb that people read on a page."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.conf import settings
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from . import quantities

SENTENCES: Final[dict[str, "str | Promise"]] = {
    "goal.set": _("%(who)s set this goal."),
    "question.asked": _("%(who)s asked this."),
    "idea.received": _("%(who)s left this idea."),
    "offer.received": _("%(who)s made this offer."),
    "project.proposed": _("%(who)s proposed this project."),
    "project.proposed_again": _("%(who)s proposed it again."),
    "project.accepted": _("%(who)s accepted the project."),
    "project.started": _("The project is running."),
    "project.finished": _("The project is finished."),
    "project.stopped": _("The project was stopped."),
    "project.reopened": _("The project was taken up again."),
    "project.party_joined": _("%(subject)s takes part."),
    "project.party_changed": _("%(subject)s takes part in another role."),
    "project.party_left": _("%(subject)s takes no part any more."),
    "project.showing_agreed": _("%(subject)s agrees to show the project."),
    "project.showing_refused": _("%(subject)s no longer agrees to show the project."),
    "project.shown": _("Each of those involved agreed: everybody sees the project."),
    "project.hidden": _("Only those involved see the project again."),
    "project.dates_set": _("The dates of the project changed."),
    "project.phases_planned": _("The phases were planned anew."),
    "project.needs_set": _("What is asked for changed."),
    "project.weak_spots_found": _("Those involved were told what is missing."),
    "task.added": _("%(subject)s got a task."),
    "task.done": _("%(who)s finished a task."),
    "task.reopened": _("A task is not done after all."),
    "deliverable.added": _("Something more has to be there."),
    "deliverable.delivered": _("Something that had to be there is there."),
    "project.update_posted": _("%(who)s told some news."),
    "project.update_edited": _("%(who)s changed some news."),
    "project.update_removed": _("Some news was removed."),
    "project.budget_planned": _("The budget was planned."),
    "project.budget_shown": _("It was decided anew who may see the budget."),
    "project.cost_entered": _("A cost was entered."),
    "project.cost_corrected": _("A cost was corrected."),
    "result.published": _("%(who)s published this result."),
    "result.edited": _("The facts of the result changed."),
    "result.credited": _("It was said who made it."),
    "result.evidence_added": _("%(who)s showed evidence."),
    "result.evidence_removed": _("Evidence was taken back."),
    "item.attached": _("A picture or document was added."),
    "item.detached": _("A picture or document was taken away."),
    "item.pictures_arranged": _("The pictures were ordered or described anew."),
    "promise.made": _("An answer was promised by %(date)s."),
    "item.published": _("From now on others can see this."),
    "item.edited": _("The text was changed."),
    "item.translated": _("The text was translated into %(language)s."),
    "item.answered": _("%(who)s answered."),
    "promise.kept": _("The next step was done."),
    "item.handed_over": _("%(subject)s took this over."),
    "item.supported": _("%(who)s supports this."),
    "item.thanked": _("%(who)s said thanks."),
    "comment.written": _("%(who)s said something about it."),
    "comment.hidden": _("A moderator hid a comment."),
    "comment.shown_again": _("A comment is shown again."),
    "item.restored": _("This is shown again."),
    "item.withdrawn": _("This is no longer shown."),
    "item.deputy_named": _("%(subject)s steps in from now on when needed."),
    "promise.handed_over": _("%(subject)s keeps what was promised from now on."),
    "task.handed_over": _("%(subject)s took over a task."),
    "project.lead_handed_over": _("%(subject)s leads the project from now on."),
    "item.asked": _("%(subject)s was asked whether it is still alive."),
    "item.alive": _("%(who)s says that it is alive."),
    "item.fell_asleep": _("Nobody answered: it is asleep."),
    "item.woke_up": _("%(who)s woke it up."),
    "item.ended": _("%(who)s said how it ended."),
    "item.taken_up": _("%(who)s says that it goes on after all."),
    "ledger.pledged": _("Pledged: %(amount)s."),
    "ledger.confirmed": _("Given, says the receiver: %(amount)s."),
    "ledger.corrected": _("Corrected by the receiver: %(amount)s."),
    "brief.written": _("%(who)s wrote this brief."),
    "brief.sent": _("The brief was sent to who asks, to read and approve."),
    "brief.link_renewed": _("Who asks got a new link."),
    "brief.corrected": _("Who asks corrected the brief."),
    "brief.changed": _("The brief was changed after it was approved."),
    "brief.approved": _("Who asks approved the brief."),
    "brief.confidentiality_changed": _("It was decided anew who may read the brief."),
    "brief.ended": _("The brief is closed."),
    "brief.reopened": _("The brief is open again."),
    "brief.secrecy_asked": _("%(subject)s was asked to promise secrecy."),
    "brief.secrecy_promised": _("%(subject)s promised secrecy."),
    "candidate.shortlisted": _("%(subject)s is on the shortlist."),
    "candidate.dropped": _("%(subject)s was left out as a candidate."),
    "candidate.put_back": _("%(subject)s is on the longlist again."),
    "candidate.reason_noted": _("It was noted why %(subject)s is considered or not."),
    "candidate.ordered": _("The shortlist was put in another order."),
    "introduction.proposed": _("%(who)s thought of introducing these two."),
    "introduction.asked": _("Each of the two was asked."),
    "introduction.asked_again": _("Who did not answer was asked again."),
    "introduction.answered": _("One of the two answered."),
    "introduction.declined": _("One of the two said no."),
    "introduction.accepted": _("Both said yes."),
    "introduction.address_said": _("It was said anew whether an address may be given."),
    "introduction.met": _("They met."),
    "introduction.agreed": _("They agreed to work together."),
    "introduction.became_project": _("It became a project."),
    "introduction.had_result": _("There is a result."),
    "introduction.ended": _("It came to an end."),
    "introduction.fell_silent": _("Nobody said a word for some time: it is silent."),
    "introduction.followed_up": _("One of the two said how it goes."),
    "introduction.step_undone": _("A step was entered by mistake, and taken back."),
}

REFUSED_AT_ONCE: Final = _("%(subject)s did not agree to show the project.")
"""Of ``project.showing_refused``, when she never agreed: then nothing is taken back."""

PUBLIC_VERBS: Final = (
    "goal.set",
    "question.asked",
    "idea.received",
    "offer.received",
    "project.proposed",
    "project.proposed_again",
    "project.accepted",
    "project.started",
    "project.finished",
    "project.stopped",
    "project.reopened",
    "project.party_joined",
    "project.phases_planned",
    "project.needs_set",
    "deliverable.delivered",
    "result.published",
    "result.evidence_removed",
    "promise.made",
    "item.answered",
    "promise.kept",
    "item.edited",
    "item.translated",
    "item.handed_over",
    "item.alive",
    "item.fell_asleep",
    "item.woke_up",
    "item.ended",
    "item.taken_up",
    "ledger.pledged",
    "ledger.confirmed",
    "brief.approved",
    "brief.ended",
    "brief.reopened",
    "introduction.accepted",
    "introduction.met",
    "introduction.agreed",
    "introduction.became_project",
    "introduction.had_result",
    "introduction.ended",
    "introduction.step_undone",
)
"""What everybody who may see an item may read about it. Who gave and who supports is not in it."""

ALL_VERBS: Final = tuple(SENTENCES)
"""What the team may read."""

TEAM_VERBS: Final = frozenset(
    {
        "brief.secrecy_asked",
        "brief.secrecy_promised",
        "candidate.dropped",
        "candidate.ordered",
        "candidate.put_back",
        "candidate.reason_noted",
        "candidate.shortlisted",
        "introduction.answered",
        "introduction.declined",
        "introduction.address_said",
        "introduction.fell_silent",
        "introduction.followed_up",
    }
)
"""Who made an item, and who keeps it for an organisation, may not read these: they name others."""

INSIDE_VERBS: Final = tuple(verb for verb in SENTENCES if verb not in TEAM_VERBS)

KNOWN: Final = frozenset(code for code, _name in settings.LANGUAGES)


def sentence(
    verb: str,
    *,
    who: str = "",
    subject: str = "",
    data: Mapping[str, Any] | None = None,
    at_once: bool = False,
) -> str:
    """One act in words; empty for a verb that is not told. ``at_once``: refused, never agreed."""
    told = REFUSED_AT_ONCE if at_once else SENTENCES.get(verb)
    if told is None:
        return ""
    facts = {"who": who, "subject": subject, **_facts(data or {})}
    return str(told) % facts


def _facts(data: Mapping[str, Any]) -> dict[str, str]:
    """The amounts and dates that an act holds, written for people."""
    due = parse_date(str(data.get("due_on", "")) or "-") if data.get("due_on") else None
    return {"date": _day(due), "amount": _amount(data), "language": _language(data)}


def _day(day: date | None) -> str:
    return date_format(day, "j F Y") if day else "?"


def _language(data: Mapping[str, Any]) -> str:
    code = str(data.get("language", ""))
    return str(get_language_info(code)["name_translated"]) if code in KNOWN else "?"


def _amount(data: Mapping[str, Any]) -> str:
    if "unit" not in data or "quantity" not in data:
        return "?"
    return quantities.amount(
        str(data["unit"]), int(data["quantity"]), form=str(data.get("form", ""))
    )
