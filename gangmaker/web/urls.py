"""All doors. Pages carry their language in the address; short ones and data do not."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from .items import urls as items
from .joining import urls as joining
from .keeping import urls as keeping
from .people import urls as people

pages = [
    *items.urlpatterns,
    *joining.urlpatterns,
    *keeping.urlpatterns,
    *people.urlpatterns,
]

urlpatterns: list[URLPattern | URLResolver] = [
    *i18n_patterns(path("", include((pages, "web"))), prefix_default_language=True),
]
