"""The pages that anybody or any member comes to, and the region's own."""

from tests.browser import ways
from tests.browser import ways_people as people
from tests.browser.page import ADMIN, BROKER, GUEST, MEMBER, ORGANISATION, REFUSED, Page
from tests.browser.stage import WITH_KEYS

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
    Page("search", GUEST, "/nl/search/?q=weaving", "confirmed to be about it"),
    Page("page", GUEST, "/nl/about/privacy/", "privacy"),
    Page("how-we-order", GUEST, "/nl/how-we-order/"),
    Page("page", GUEST, "/nl/about/contact/", "contact"),
    Page("page", GUEST, "/nl/about/accessibility/", "accessibility"),
    Page("page", GUEST, "/nl/about/cookies/", "cookies"),
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
    Page("item-withdrawal", MEMBER, lambda stage: ways.own(stage, "withdrawal/")),
    Page("item-withdrawal", MEMBER, ways.withdrawal_refused, "refused", REFUSED),
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

ERRORS = [
    Page("403", MEMBER, "/nl/region/", status=403),
    Page("404", GUEST, "/nl/nothing-here/", status=404),
    Page("404", GUEST, "/nl/confirm/wrong/", "a wrong link", status=404),
    Page("429", GUEST, people.too_often, status=429),
    Page("500", GUEST, ways.broken, status=500),
]
