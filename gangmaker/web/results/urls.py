"""The doors of results, updates, pictures, documents and budgets."""

from django.urls import URLPattern

from gangmaker.web.guards import guarded

from . import budget, doors, evidence, files, papers, pictures, results, updates

FORM = ("GET", "POST")
PROJECT = "items/<slug:slug>/"

urlpatterns: list[URLPattern] = [
    guarded(
        f"{PROJECT}results/",
        results.result_new,
        doors.project_managed,
        name="result-new",
        methods=FORM,
    ),
    guarded(
        f"{PROJECT}result/",
        results.result_facts,
        doors.result_managed,
        name="result-facts",
        methods=FORM,
    ),
    guarded(
        f"{PROJECT}credits/",
        results.result_credits,
        doors.result_managed,
        name="result-credits",
        methods=FORM,
    ),
    guarded(
        f"{PROJECT}evidence/",
        evidence.evidence_new,
        doors.result_told,
        name="evidence-new",
        methods=FORM,
    ),
    guarded(
        f"{PROJECT}evidence/<int:evidence>/removal/",
        evidence.evidence_removal,
        doors.evidence_removed,
        name="evidence-removal",
        methods=FORM,
    ),
    guarded(f"{PROJECT}updates/", updates.updates, doors.project_seen, name="updates"),
    guarded(
        f"{PROJECT}updates/new/",
        updates.update_new,
        doors.project_told,
        name="update-new",
        methods=FORM,
    ),
    guarded(
        f"{PROJECT}updates/<int:update>/",
        updates.update,
        doors.update_edited,
        name="update",
        methods=FORM,
    ),
    guarded(
        f"{PROJECT}updates/<int:update>/removal/",
        updates.update_removal,
        doors.update_removed,
        name="update-removal",
        methods=FORM,
    ),
    guarded(
        f"{PROJECT}pictures/",
        pictures.pictures,
        doors.pictures_arranged,
        name="pictures",
        methods=FORM,
    ),
    guarded(
        f"{PROJECT}pictures/new/",
        pictures.picture_new,
        doors.pictures_added,
        name="picture-new",
        methods=FORM,
    ),
    guarded(f"{PROJECT}papers/", papers.papers, doors.papers_seen, name="papers"),
    guarded(
        f"{PROJECT}papers/new/",
        papers.paper_new,
        doors.papers_added,
        name="paper-new",
        methods=FORM,
    ),
    guarded(
        f"{PROJECT}papers/<int:attachment>/removal/",
        papers.paper_removal,
        doors.paper_removed,
        name="paper-removal",
        methods=FORM,
    ),
    guarded(f"{PROJECT}budget/", budget.budget, doors.budget_seen, name="budget"),
    guarded(f"{PROJECT}budget.csv", budget.budget_csv, doors.budget_seen, name="budget-csv"),
    guarded(
        f"{PROJECT}budget/plan/",
        budget.budget_plan,
        doors.project_managed,
        name="budget-plan",
        methods=FORM,
    ),
    guarded(
        f"{PROJECT}budget/costs/",
        budget.cost_new,
        doors.project_managed,
        name="cost-new",
        methods=FORM,
    ),
    guarded(
        f"{PROJECT}budget/costs/<int:cost>/correction/",
        budget.cost_correction,
        doors.cost_corrected,
        name="cost-correction",
        methods=FORM,
    ),
]

plain_urlpatterns: list[URLPattern] = [
    guarded(
        "media/items/<slug:slug>/<int:attachment>/<str:size>",
        files.item_file,
        doors.file_seen,
        name="item-file",
    ),
]
