"""Every page of the site and the states it can be in: who comes there, and how."""

from dataclasses import dataclass

from tests.browser import ways
from tests.browser import ways_notices as notices
from tests.browser import ways_people as people
from tests.browser import ways_rights as rights
from tests.browser import ways_talk as talk
from tests.browser.stage import WITH_KEYS
from tests.browser.ways import Way
from tests.browser.ways_work import at, refused

GUEST = ""
MEMBER = "member"
ORGANISATION = "organisation admin"
BROKER = "broker"
ADMIN = "region admin"

REFUSED = 422


@dataclass(frozen=True)
class Page:
    """``name`` is that of its address, or the number that the server answers with."""

    name: str
    role: str
    way: str | Way
    state: str = ""
    status: int = 200

    def __str__(self) -> str:
        return ", ".join(part for part in (self.name, self.role or "guest", self.state) if part)


READING = [
    Page("home", GUEST, "/nl/"),
    Page("home", GUEST, "/fr/", "in French"),
    Page("explore", GUEST, "/nl/items/?kind=question"),
    Page("explore", GUEST, "/nl/items/?kind=goal&form=money&language=fr", "nothing found"),
    Page("item", GUEST, ways.question, "a question"),
    Page("item", BROKER, ways.question, "a question to keep"),
    Page("item", GUEST, ways.of_kind("idea&state=answered"), "an answered idea"),
    Page("item", GUEST, ways.of_kind("goal"), "a goal"),
    Page("item", GUEST, ways.of_kind("offer"), "an offer"),
    Page("item-poster", GUEST, ways.poster),
    Page("trail", GUEST, ways.trail),
    Page("trail-embed", GUEST, ways.embed, "in a frame elsewhere"),
    Page("answers", GUEST, "/nl/answers/"),
    Page("search", GUEST, "/nl/search/?q=vlas"),
    Page("search", GUEST, "/nl/search/?q=qqqqqq", "nothing found"),
    Page("page", GUEST, "/nl/about/privacy/", "privacy"),
    Page("page", GUEST, "/nl/about/how-we-order/", "how we order"),
    Page("page", GUEST, "/nl/about/contact/", "contact"),
    Page("page", GUEST, "/nl/about/accessibility/", "accessibility"),
    Page("page", GUEST, "/nl/about/cookies/", "cookies"),
    Page("page", GUEST, "/nl/about/house-rules/", "house rules"),
    Page("page", GUEST, "/nl/about/licence/", "licence"),
    Page("styleguide", GUEST, "/nl/components/"),
]
JOINING = [
    Page("join", GUEST, "/nl/join/?form=time"),
    Page("join", GUEST, ways.join_refused, "refused", REFUSED),
    Page("join", BROKER, "/nl/join/"),
    Page("join", BROKER, ways.join_for_somebody, "for somebody, refused", REFUSED),
    Page("join-similar", GUEST, "/nl/join/similar/?title=Een+stoel"),
    Page("join-support", GUEST, ways.support),
    Page("join-support", GUEST, ways.support_refused, "refused", REFUSED),
    Page("join-received", GUEST, ways.receipt),
    Page("join-received", BROKER, ways.receipt_for_somebody, "for somebody"),
    Page("confirm-address", GUEST, ways.confirm),
    Page("confirm-address", GUEST, ways.confirmed, "done"),
    Page("confirm-address", GUEST, ways.confirm_too_late, "too late", 410),
    Page("ask", MEMBER, "/nl/questions/new/"),
    Page("ask", MEMBER, ways.question_refused, "refused", REFUSED),
]
KEEPING = [
    Page("today", BROKER, "/nl/today/?show=overdue", "overdue"),
    Page("today", BROKER, ways.step_to_finish, "a step to finish"),
    Page("today", MEMBER, "/nl/today/", "tasks"),
    Page("item-answer", BROKER, ways.answer_to_give),
    Page("item-answer", BROKER, ways.answer_refused, "refused", REFUSED),
    Page("item-answer", BROKER, ways.answer_to_read_first, "the mail first"),
    Page("item-answer", BROKER, ways.answered_already, "answered already"),
    Page("item-owner", ADMIN, ways.owner),
    Page("item-owner", ADMIN, ways.owner_refused, "refused", REFUSED),
    Page("item-edit", BROKER, lambda stage: ways.question(stage, "edit/")),
    Page("item-edit", BROKER, ways.edit_refused, "refused", REFUSED),
    Page("item-translation", BROKER, lambda stage: ways.question(stage, "translations/en/")),
    Page("item-translation", BROKER, ways.translation_refused, "refused", REFUSED),
    Page("item-withdrawal", ADMIN, lambda stage: ways.question(stage, "withdrawal/")),
    Page("item-withdrawal", ADMIN, ways.withdrawal_refused, "refused", REFUSED),
    Page("entry-correction", BROKER, ways.correction),
    Page("entry-correction", BROKER, ways.correction_refused, "refused", REFUSED),
]
PEOPLE = [
    Page("directory", GUEST, "/nl/actors/"),
    Page("directory", GUEST, "/nl/actors/?q=qqqqqq", "nobody found"),
    Page("directory-map", GUEST, "/nl/actors/map/"),
    Page("actor", GUEST, people.somebody("organisation"), "an organisation"),
    Page("actor", MEMBER, people.somebody("person"), "a person"),
    Page("actor", BROKER, people.entered, "somebody met, with a long name"),
    Page("actor-new", BROKER, "/nl/actors/new/"),
    Page("actor-new", BROKER, people.enter_filled, "refused", REFUSED),
    Page("profile", MEMBER, "/nl/profile/"),
    Page("profile", ORGANISATION + ", acting", people.acting, "on behalf of an organisation"),
    Page("profile-edit", MEMBER, "/nl/profile/edit/"),
    Page("profile-edit", MEMBER, people.without("name", "/nl/profile/edit/"), "refused", REFUSED),
    Page("actor-edit", ORGANISATION, lambda stage: people.textile(stage, "edit/")),
    Page("actor-picture-edit", MEMBER, people.picture),
    Page("actor-picture-edit", MEMBER, people.picture_refused, "refused", REFUSED),
    Page("actor-picture-edit", ORGANISATION, people.picture_kept, "another one"),
    Page("organisation-new", MEMBER, "/nl/organisations/new/"),
    Page(
        "organisation-new",
        MEMBER,
        people.without("name", "/nl/organisations/new/"),
        "refused",
        422,
    ),
    Page("organisation-members", ORGANISATION, lambda stage: people.textile(stage, "members/")),
    Page("organisation-invitations", ORGANISATION, people.invite_refused, "refused", REFUSED),
    Page("membership-end", ORGANISATION, people.leave),
    Page("invitation", GUEST, people.invitation, "signed out"),
    Page("invitation", MEMBER, people.invitation, "signed in"),
    Page("invitation", MEMBER, people.invitation_of_another, "of somebody else", 403),
    Page("invitation", GUEST, people.invitation_withdrawn, "used up", 410),
]
SIGNING = [
    Page("sign-in", GUEST, "/nl/sign-in/"),
    Page("sign-in", GUEST, people.sign_in_refused, "refused", REFUSED),
    Page("sign-in-code", GUEST + ", asked", people.code_to_type),
    Page("sign-in-code", GUEST, people.code_wrong, "wrong", REFUSED),
    Page("sign-out", MEMBER, "/nl/sign-out/"),
    Page("account_inactive", GUEST, "/nl/sign-in/closed/", status=403),
    Page("mfa_index", MEMBER, "/nl/profile/security/"),
    Page("mfa_index", WITH_KEYS, people.security, "with all of it"),
    Page("mfa_activate_totp", MEMBER, "/nl/profile/security/app/"),
    Page("mfa_activate_totp", MEMBER, people.app_wrong, "refused", REFUSED),
    Page("mfa_deactivate_totp", WITH_KEYS, lambda stage: people.security(stage, "app/removed/")),
    Page("mfa_add_webauthn", MEMBER, "/nl/profile/security/passkeys/new/"),
    Page("mfa_remove_webauthn", WITH_KEYS, people.remove_passkey),
    Page("mfa_view_recovery_codes", WITH_KEYS, lambda stage: people.security(stage, "codes/")),
    Page(
        "mfa_generate_recovery_codes",
        WITH_KEYS,
        lambda stage: people.security(stage, "codes/new/"),
    ),
    Page("mfa_reauthenticate", WITH_KEYS, lambda stage: people.security(stage, "again/")),
    Page(
        "mfa_reauthenticate_webauthn",
        WITH_KEYS,
        lambda stage: people.security(stage, "again/passkey/"),
    ),
    Page("mfa_authenticate", GUEST + ", half in", people.second_step),
    Page("mfa_authenticate", GUEST + ", half in", people.second_step_wrong, "wrong", REFUSED),
]
REGION = [
    Page("region", ADMIN, "/nl/region/"),
    Page("region", ADMIN, ways.region_refused, "refused", REFUSED),
    Page("region-terms", ADMIN, "/nl/region/terms/"),
    Page("platform", ADMIN, "/nl/region/platform/"),
    Page("answer-templates", BROKER, "/nl/region/answers/"),
    Page("answer-template-new", ADMIN, "/nl/region/answers/new/"),
    Page("answer-template-new", ADMIN, ways.template_refused, "refused", REFUSED),
    Page("answer-template", BROKER, ways.template),
]
PLAN = [
    Page("goals", GUEST, "/nl/goals/"),
    Page("item", GUEST, at("items/{goal}/"), "a goal with all of it"),
    Page("item", BROKER, at("items/{action}/"), "an action that is late"),
    Page("goal-new", BROKER, refused("goals/new/"), "refused", REFUSED),
    Page("goal", BROKER, refused("goals/{goal}/"), "refused", REFUSED),
    Page("indicator-new", BROKER, refused("goals/{goal}/indicators/new/"), "refused", REFUSED),
    Page("indicator", BROKER, at("goals/{goal}/indicators/{indicator}/")),
    Page("indicator-end", BROKER, at("goals/{goal}/indicators/{indicator}/end/")),
    Page(
        "indicator-measurements",
        BROKER,
        refused("goals/{goal}/indicators/{indicator}/measurements/", value="veel"),
        "refused",
        REFUSED,
    ),
    Page("action-new", BROKER, refused("goals/{goal}/actions/new/"), "refused", REFUSED),
    Page("action", BROKER, at("actions/{action}/")),
    Page("action-end", BROKER, refused("actions/{action}/end/"), "refused", REFUSED),
    Page("action-end", BROKER, at("actions/{ended action}/end/"), "taken up again"),
    Page("serves", BROKER, at("items/{project}/serves/")),
    Page("plan-versions", GUEST, "/nl/plan/"),
    Page("plan-version-new", BROKER, refused("plan/"), "refused", REFUSED),
    Page("plan-version", GUEST, at("plan/{version}/"), "what changed since"),
    Page("plan-version", GUEST, at("plan/{version}/?until={newest version}"), "against the next"),
]
FIGURES = [
    Page("figures", GUEST, "/nl/figures/"),
    Page("figures", GUEST, "/nl/figures/?area=kuurne", "one town"),
    Page("team-figures", BROKER, "/nl/figures/team/"),
    Page("figure", ADMIN, at("figures/{figure}/")),
    Page("publications", GUEST, "/nl/figures/published/"),
    Page("publication", ADMIN, at("figures/published/{publication}/")),
]
PROJECTS = [
    Page("explore", GUEST, "/nl/items/?kind=project", "projects"),
    Page("item", GUEST, at("items/{project}/"), "a project"),
    Page("item", MEMBER, at("items/{project}/"), "a project one leads"),
    Page("item", MEMBER, at("items/{hidden}/"), "a project among its parties"),
    Page("item", MEMBER, at("items/{empty}/"), "a project that has nothing yet"),
    Page("item", GUEST, at("items/{stopped}/"), "a project that stopped"),
    Page("trail", GUEST, at("items/{finished}/trail/"), "of a project"),
    Page("project-new", MEMBER, at("projects/new/?from={idea code}"), "from an idea"),
    Page("project-new", BROKER, refused("projects/new/"), "refused", REFUSED),
    Page("item-projects", MEMBER, at("items/{idea}/projects/")),
    Page("project-stage", MEMBER, refused("items/{project}/stage/"), "refused", REFUSED),
    Page("project-showing", MEMBER, at("items/{hidden}/showing/")),
    Page("project-parties", MEMBER, at("items/{project}/parties/?q=kor#parties-add"), "found"),
    Page("project-parties", MEMBER, at("items/{project}/parties/?q=qqqqqq"), "nobody found"),
    Page("project-phases", MEMBER, at("items/{project}/phases/")),
    Page("project-needs", MEMBER, at("items/{project}/needs/")),
    Page("project-tasks", MEMBER, refused("items/{project}/tasks/"), "refused", REFUSED),
    Page("project-tasks", MEMBER, at("items/{empty}/tasks/"), "nothing yet"),
    Page(
        "project-task",
        MEMBER,
        refused("items/{project}/tasks/{task}/", title=""),
        "refused",
        REFUSED,
    ),
]
RESULTS = [
    Page("item", GUEST, at("items/{result}/"), "a result"),
    Page("item", MEMBER, at("items/{bare result}/"), "a result without evidence"),
    Page("result-new", MEMBER, refused("items/{finished}/results/"), "refused", REFUSED),
    Page("result-facts", MEMBER, at("items/{result}/result/")),
    Page("result-credits", MEMBER, at("items/{result}/credits/")),
    Page(
        "evidence-new", MEMBER, refused("items/{result}/evidence/?kind=photo"), "a photo", REFUSED
    ),
    Page("evidence-new", MEMBER, refused("items/{result}/evidence/?kind=quote"), "words", REFUSED),
    Page("evidence-removal", MEMBER, at("items/{result}/evidence/{evidence}/removal/")),
    Page("updates", GUEST, at("items/{project}/updates/")),
    Page("updates", MEMBER, at("items/{empty}/updates/"), "nothing yet"),
    Page("update-new", MEMBER, refused("items/{project}/updates/new/"), "refused", REFUSED),
    Page("update", MEMBER, at("items/{project}/updates/{update}/")),
    Page("update-removal", MEMBER, at("items/{project}/updates/{update}/removal/")),
    Page("papers", MEMBER, at("items/{project}/papers/")),
    Page("papers", GUEST, at("items/{project}/papers/"), "nothing for a guest"),
    Page("paper-new", MEMBER, refused("items/{project}/papers/new/"), "refused", REFUSED),
    Page("paper-removal", MEMBER, at("items/{project}/papers/{paper}/removal/")),
    Page("budget", MEMBER, at("items/{project}/budget/")),
    Page("budget", MEMBER, at("items/{empty}/budget/"), "nothing yet"),
    Page("budget-plan", MEMBER, at("items/{project}/budget/plan/")),
    Page("cost-new", MEMBER, refused("items/{project}/budget/costs/"), "refused", REFUSED),
    Page(
        "cost-correction",
        MEMBER,
        refused("items/{project}/budget/costs/{cost}/correction/"),
        "refused",
        REFUSED,
    ),
]
LEDGER = [
    Page("grants", BROKER, "/nl/grants/"),
    Page("grant-new", BROKER, refused("grants/new/"), "refused", REFUSED),
    Page("grant", BROKER, at("grants/{grant}/")),
    Page("grant", ORGANISATION, at("grants/{grant}/"), "for the funder"),
    Page("grant-edit", BROKER, at("grants/{grant}/terms/")),
    Page("grant-awards", BROKER, refused("grants/{grant}/awards/"), "refused", REFUSED),
    Page("grant-deadlines", BROKER, refused("grants/{grant}/deadlines/"), "refused", REFUSED),
    Page("grant-line-withdrawal", BROKER, at("grants/{grant}/lines/{line}/withdrawal/")),
    Page("grant-letters", BROKER, at("grants/{grant}/letters/")),
    Page("letter", BROKER, at("grants/{grant}/letters/{letter}/")),
    Page("letter-new", BROKER, refused("grants/{grant}/letters/new/"), "refused", REFUSED),
    Page("letter-correction", BROKER, at("grants/{grant}/letters/{letter}/correction/")),
    Page(
        "letter-ending",
        BROKER,
        refused("grants/{grant}/letters/{letter}/ending/"),
        "refused",
        REFUSED,
    ),
    Page("vat-regimes", BROKER, refused("grants/vat/"), "refused", REFUSED),
    Page("valuation", GUEST, "/nl/valuation/"),
    Page("method-new", ADMIN, refused("valuation/new/"), "refused", REFUSED),
    Page("rate-new", ADMIN, refused("valuation/{method}/rates/"), "refused", REFUSED),
    Page("rate-replaced", ADMIN, at("valuation/{method}/rates/{rate}/")),
    Page("volunteer-caps", ADMIN, refused("region/volunteer-caps/"), "refused", REFUSED),
    Page("volunteers", ORGANISATION, refused("actors/{house}/volunteers/"), "refused", REFUSED),
    Page("volunteer-note", MEMBER, at("actors/{house}/volunteers/note/")),
    Page("volunteer-note-edit", ORGANISATION, at("actors/{house}/volunteers/note/text/")),
    Page("volunteer-list", ORGANISATION, at("actors/{house}/volunteers/{year}/")),
    Page(
        "allowance-back",
        ORGANISATION,
        at("actors/{house}/volunteers/allowances/{allowance}/withdrawal/"),
    ),
    Page("volunteering", MEMBER, "/nl/profile/volunteering/"),
    Page("statement", MEMBER, at("statement/{year}/")),
    Page("actor-statement", BROKER, at("actors/{house}/statement/{year}/")),
]
NOTICES = [
    Page("notices", BROKER, "/nl/notices/"),
    Page("notice-settings", MEMBER, "/nl/notices/settings/"),
    Page("stop-notices", GUEST, notices.stop_link),
    Page("stop-notices", GUEST, notices.stopped, "stopped"),
    Page("stop-notices", GUEST, notices.resumed, "wanted again"),
    Page("given-up-mails", ADMIN, notices.given_up),
    Page("given-up-mail-dropping", ADMIN, notices.drop_refused, "refused", REFUSED),
]
TALK = [
    Page("comments", GUEST, talk.talk()),
    Page("comments", MEMBER, talk.talk("comments/?page=2"), "for a member"),
    Page("comment-new", GUEST, talk.talk("comments/new/")),
    Page("comment-new", MEMBER, talk.refused(talk.talk("comments/new/")), "refused", REFUSED),
    Page("comment-replies", MEMBER, talk.of_first("replies/")),
    Page("reply-new", MEMBER, talk.of_first("replies/new/")),
    Page("comment-edit", MEMBER, talk.of_hers("edit/")),
    Page("comment-removal", MEMBER, talk.of_hers("removal/")),
    Page("preview", MEMBER, talk.preview),
]
RIGHTS = [
    Page("my-data", MEMBER, "/nl/profile/my-data/"),
    Page("age", MEMBER, "/nl/profile/age/"),
    Page("erasure", MEMBER, "/nl/profile/erasure/"),
    Page("erasure", MEMBER, rights.erasure_refused, "refused", REFUSED),
    Page("erasure", BROKER, "/nl/profile/erasure/", "others count on her"),
    Page("erasure-code", MEMBER, rights.erasure_asked),
    Page("erased", GUEST, "/nl/erased/"),
    Page("guest-data-ask", GUEST, "/nl/my-data/"),
    Page("guest-data-ask", GUEST, rights.ask_refused, "refused", REFUSED),
    Page("guest-data-sent", GUEST, "/nl/my-data/sent/"),
    Page("guest-data", GUEST, rights.linked),
    Page("guest-data-erasure", GUEST, rights.linked_to_erase),
    Page("register", GUEST, "/nl/about/register/"),
    Page("my-data-format", GUEST, "/nl/about/my-data/"),
    Page("region-legal", ADMIN, "/nl/region/legal/"),
    Page("region-legal", ADMIN, rights.legal_refused, "refused", REFUSED),
]
ERRORS = [
    Page("403", MEMBER, "/nl/region/", status=403),
    Page("404", GUEST, "/nl/nothing-here/", status=404),
    Page("404", GUEST, "/nl/confirm/wrong/", "a wrong link", status=404),
    Page("429", GUEST, people.too_often, status=429),
    Page("500", GUEST, ways.broken, status=500),
]
PAGES = [
    *READING,
    *JOINING,
    *KEEPING,
    *PEOPLE,
    *SIGNING,
    *REGION,
    *PLAN,
    *FIGURES,
    *PROJECTS,
    *RESULTS,
    *LEDGER,
    *NOTICES,
    *TALK,
    *RIGHTS,
    *ERRORS,
]

NO_PAGE = {
    "root": "leads to the first page in one's language",
    "short-address": "leads to an item",
    "comment": "leads to where the comment stands",
    "account_reauthenticate": "leads to one of the ways to prove who one is",
    "mfa_list_webauthn": "leads to mfa_index",
    "mfa_login_webauthn": "data for the browser; without it, leads to sign-in",
    "account_login": "sign-in, under the name that the library looks up",
    "account_request_login_code": "sign-in, under the name that the library looks up",
    "account_confirm_login_code": "sign-in-code, under the name that the library looks up",
    "account_logout": "sign-out, under the name that the library looks up",
    "region-css": "a file",
    "logo": "a file",
    "trail-svg": "a file",
    "trail-png": "a file",
    "item-preview": "a file",
    "actor-picture": "a file",
    "item-file": "a file",
    "plan-version-data": "data",
    "figure-csv": "data",
    "team-figure-csv": "data",
    "budget-csv": "data",
    "grant-csv": "data",
    "volunteer-csv": "data",
    "statement-pdf": "a file",
    "actor-statement-pdf": "a file",
    "mfa_download_recovery_codes": "a file",
    "robots": "a file",
    "my-data-file": "a file",
    "register-csv": "data",
    "security-txt": "a file",
    "healthz": "a word, for monitors",
    "readyz": "a word, for monitors",
    "metrics": "figures, for monitors",
    "sitemap": "a file",
    "sitemap-index": "a file",
}
"""Addresses that answer a GET with something else than a page, and with what."""
