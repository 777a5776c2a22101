"""Every page of the site and the states it can be in: who comes there, and how."""

from tests.browser import pages_of_briefs as briefs
from tests.browser import pages_of_candidates as candidates
from tests.browser import pages_of_care as care
from tests.browser import pages_of_fitting as fitting
from tests.browser import pages_of_introductions as introductions
from tests.browser import pages_of_projects as projects
from tests.browser import pages_of_the_house as house

PAGES = [
    *house.READING,
    *house.JOINING,
    *house.KEEPING,
    *house.PEOPLE,
    *house.SIGNING,
    *house.REGION,
    *projects.PLAN,
    *projects.FIGURES,
    *projects.PROJECTS,
    *projects.RESULTS,
    *projects.UPLOADS,
    *projects.LEDGER,
    *care.HANDING,
    *care.NOTICES,
    *care.RECORDS,
    *care.TALK,
    *care.RIGHTS,
    *care.CONCEPTS,
    *briefs.BRIEFS,
    *candidates.CANDIDATES,
    *fitting.FITTING,
    *care.MODERATION,
    *introductions.INTRODUCTIONS,
    *house.ERRORS,
]

NO_PAGE = {
    "root": "leads to the first page in one's language",
    "short-address": "leads to an item",
    "brief-callers": "a part of the page on which a brief is written",
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
    "concepts-skos": "data",
    "figure-csv": "data",
    "team-figure-csv": "data",
    "introduction-figures-csv": "data",
    "encounter-names": "a part of a page",
    "budget-csv": "data",
    "grant-csv": "data",
    "volunteer-csv": "data",
    "statement-pdf": "a file",
    "actor-statement-pdf": "a file",
    "mfa_download_recovery_codes": "a file",
    "robots": "a file",
    "my-data-file": "a file",
    "sheet-empty": "a file",
    "sheet-report": "data",
    "register-csv": "data",
    "transparency-csv": "data",
    "security-txt": "a file",
    "healthz": "a word, for monitors",
    "readyz": "a word, for monitors",
    "metrics": "figures, for monitors",
    "sitemap": "a file",
    "sitemap-index": "a file",
}
"""Addresses that answer a GET with something else than a page, and with what."""
