"""The pages that keep a platform honest and alive."""

from tests.browser import ways_handing as handing
from tests.browser import ways_moderation as moderation
from tests.browser import ways_notices as notices
from tests.browser import ways_rights as rights
from tests.browser import ways_talk as talk
from tests.browser.page import ADMIN, BROKER, GUEST, MEMBER, ORGANISATION, REFUSED, Page
from tests.browser.ways_work import at, refused

RECORDS = [
    Page("alike", BROKER, "/nl/records/alike/"),
    Page("merge-find", BROKER, at("actors/{record}/merge/?q=vezel"), "found"),
    Page("merge-find", BROKER, at("actors/{record}/merge/?q=qqqqqq"), "nobody found"),
    Page(
        "merge-new",
        BROKER,
        refused("records/{pair}/", ".form--sides [type=submit]"),
        "refused",
        REFUSED,
    ),
    Page("merge-new", BROKER, at("records/{no pair}/"), "not to be merged"),
    Page("merges", BROKER, "/nl/records/merges/"),
    Page("merge", BROKER, at("records/merges/{merge}/")),
    Page("claims", BROKER, "/nl/claims/"),
    Page("claim-new", MEMBER, at("actors/{record}/claim/")),
    Page("claim", MEMBER, at("claims/{claim}/"), "one's own"),
    Page("claim", MEMBER, at("claims/{refused claim}/"), "one's own, refused"),
    Page("claim-decision", BROKER, refused("claims/{claim}/"), "refused", REFUSED),
    Page("claim-answer", GUEST, at("claims/answer/{claim link}/")),
    Page("sheets", BROKER, "/nl/sheets/"),
    Page("sheets-given-out", BROKER, "/nl/sheets/items/given-out/"),
    Page("sheet-columns", BROKER, "/nl/sheets/actors/columns/"),
    Page("sheet-new", BROKER, refused("sheets/actors/new/"), "refused", REFUSED),
    Page("sheet", BROKER, at("sheets/{wrong sheet}/"), "with problems"),
    Page("sheet", BROKER, at("sheets/{later sheet}/"), "without problems"),
    Page("sheet", BROKER, at("sheets/{sheet}/"), "taken in"),
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

HANDING = [
    Page("item", GUEST, handing.asleep, "asleep"),
    Page("item", BROKER, handing.asleep, "to be woken"),
    Page("life", BROKER, handing.several),
    Page("life", BROKER, handing.none_ticked, "refused", REFUSED),
    Page("life", MEMBER, "/nl/alive/", "nothing asked"),
    Page("life-asked", GUEST, handing.link_in_a_mail),
    Page("life-asked", GUEST, handing.old_link, "too old", 410),
    Page("item-life", BROKER, handing.one_item),
    Page("item-life", BROKER, handing.stopped_without_a_reason, "refused", REFUSED),
    Page("today", ADMIN, "/nl/today/", "a silent colleague"),
    Page("hand-over", BROKER, handing.all_of("broker")),
    Page("hand-over", BROKER, handing.refused, "refused", REFUSED),
    Page("hand-over", BROKER, handing.preview, "what happens"),
    Page("hand-over", MEMBER, handing.all_of("member"), "hardly anything"),
    Page("handover", ADMIN, handing.handed_over),
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

CONCEPTS = [
    Page("concepts", GUEST, "/nl/concepts/"),
    Page("concepts", ADMIN, "/nl/concepts/?facet=techniques", "of one kind"),
    Page("concepts", GUEST, "/nl/concepts/?q=qqqqqq", "nothing found"),
    Page("concept", GUEST, "/nl/concepts/jacquard-weaving/"),
    Page("concept", ADMIN, "/fr/concepts/jacquard-weaving/", "in French"),
    Page("concept-new", ADMIN, "/nl/concepts/new/"),
    Page("concept-new", ADMIN, refused("concepts/new/"), "refused", REFUSED),
    Page("concept-edit", ADMIN, "/nl/concepts/jacquard-weaving/edit/"),
    Page("concept-retirement", ADMIN, "/nl/concepts/jacquard-weaving/retirement/"),
    Page("concept-merge", ADMIN, "/nl/concepts/jacquard-weaving/merge/?q=weven", "found"),
    Page("concept-merge", ADMIN, "/nl/concepts/jacquard-weaving/merge/?into=weaving", "both"),
    Page("item-concepts", BROKER, at("items/{idea}/concepts/?q=weef&group=item")),
    Page("actor-concepts", ORGANISATION, at("actors/{house}/concepts/")),
]

MODERATION = [
    Page("house-rules", GUEST, "/nl/about/house-rules/"),
    Page("house-rules", ADMIN, "/fr/about/house-rules/", "in French"),
    Page("house-rules-version", GUEST, "/nl/about/house-rules/1/"),
    Page("house-rules-new", ADMIN, "/nl/about/house-rules/new/"),
    Page("transparency", GUEST, "/nl/about/transparency/"),
    Page("transparency-year", GUEST, moderation.this_year),
    Page("report-item", GUEST, moderation.report_of("item")),
    Page("report-item", GUEST, moderation.report_refused, "refused", REFUSED),
    Page("report-comment", MEMBER, moderation.report_of("comment")),
    Page("report-actor", GUEST, moderation.report_of("actor")),
    Page("report-receipt", GUEST, moderation.receipt),
    Page("report-receipt", GUEST, moderation.receipt_decided, "decided"),
    Page("statement-of-reasons", GUEST, moderation.statement("hidden")),
    Page("statement-of-reasons", ADMIN, moderation.statement("reminded"), "for who moderates"),
    Page("statements-of-reasons", MEMBER, "/nl/statements/"),
    Page("moderation", ADMIN, "/nl/moderation/"),
    Page("moderation", ADMIN, "/nl/moderation/?show=decided", "decided"),
    Page("moderation", ADMIN, "/nl/moderation/?show=flags", "nothing"),
    Page("moderation-comment", ADMIN, moderation.decide),
    Page("moderation-comment", ADMIN, moderation.decide_refused, "refused", REFUSED),
    Page("moderation-comment", ADMIN, moderation.decide_previewed, "with the mail"),
    Page("moderation-item", ADMIN, moderation.item_to_moderate),
    Page("moderation-actor", ADMIN, moderation.actor_to_moderate),
    Page("moderation-objection", ADMIN, moderation.objection),
]
