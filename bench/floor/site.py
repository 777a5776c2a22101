"""The floor: as little Django as can show rows of the same database; one query, one template.

With FLOOR_AS_STARTED it is as Django begins a project: its middleware, a connection each time.
"""

import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

NEWEST = """
    SELECT slug, title FROM trail_item WHERE audience = 'public' AND published_at <= %s
     ORDER BY published_at DESC LIMIT 20
"""
FAR = "2100-01-01"
AS_STARTED = bool(os.environ.get("FLOOR_AS_STARTED"))
AS_STARTED_WITH = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
"""Without those that need tables of their own."""

settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    SECRET_KEY="floor",  # noqa: S106 (it keeps no secret)
    USE_TZ=True,
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": os.environ["FLOOR_DATABASE"],
            "CONN_MAX_AGE": 0 if AS_STARTED else 60,
        }
    },
    MIDDLEWARE=AS_STARTED_WITH if AS_STARTED else [],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [Path(__file__).parent / "templates"],
        }
    ],
)


def page(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute(NEWEST, [FAR])
        return render(request, "page.html", {"rows": cursor.fetchall()})


urlpatterns = [path("", page)]
application = get_wsgi_application()
