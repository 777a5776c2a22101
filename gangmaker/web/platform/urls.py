from django.urls import URLPattern

from gangmaker.web.guards import guarded
from gangmaker.web.policies import anyone, region_admin

from . import views

urlpatterns: list[URLPattern] = [
    guarded("region/platform/", views.platform, region_admin, name="platform"),
]
plain_urlpatterns: list[URLPattern] = [
    guarded("healthz", views.healthz, anyone, name="healthz"),
    guarded("readyz", views.readyz, anyone, name="readyz"),
    guarded("metrics", views.metrics, anyone, name="metrics"),
]
