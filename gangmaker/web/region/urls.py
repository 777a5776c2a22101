from django.urls import URLPattern

from gangmaker.web.guards import guarded
from gangmaker.web.policies import region_admin, team

from . import views

urlpatterns: list[URLPattern] = [
    guarded("logo.webp", views.logo, views.logo_found, name="logo"),
    guarded("region/", views.settings, region_admin, name="region", methods=("GET", "POST")),
    guarded(
        "region/terms/", views.terms, region_admin, name="region-terms", methods=("GET", "POST")
    ),
    guarded("region/answers/", views.templates, team, name="answer-templates"),
    guarded(
        "region/answers/new/",
        views.new_template,
        team,
        name="answer-template-new",
        methods=("GET", "POST"),
    ),
    guarded(
        "region/answers/<int:template>/",
        views.edit_template,
        views.template_found,
        name="answer-template",
        methods=("GET", "POST"),
    ),
]
