"""All doors. Pages carry their language in the address; short ones and data do not."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from .briefs import urls as briefs
from .concepts import urls as concepts
from .figures import urls as figures
from .fitting import urls as fitting
from .handing import urls as handing
from .introductions import urls as introductions
from .items import urls as items
from .joining import urls as joining
from .keeping import urls as keeping
from .ledger import urls as ledger
from .longlist import urls as longlist
from .meanings import urls as meanings
from .moderation import urls as moderation
from .notices import urls as notices
from .people import urls as people
from .plan import urls as plan
from .platform import urls as platform
from .projects import urls as projects
from .records import urls as records
from .region import urls as region
from .results import urls as results
from .rights import urls as rights
from .styleguide import urlpatterns as styleguide_urlpatterns
from .talk import urls as talk
from .trails import urls as trails

pages = [
    *moderation.urlpatterns,  # before the other pages about the site
    *rights.urlpatterns,  # as well
    *items.urlpatterns,
    *briefs.urlpatterns,
    *concepts.urlpatterns,
    *figures.urlpatterns,
    *fitting.urlpatterns,
    *handing.urlpatterns,
    *introductions.urlpatterns,
    *joining.urlpatterns,
    *keeping.urlpatterns,
    *ledger.urlpatterns,
    *longlist.urlpatterns,
    *meanings.urlpatterns,
    *notices.urlpatterns,
    *people.urlpatterns,
    *plan.urlpatterns,
    *platform.urlpatterns,
    *projects.urlpatterns,
    *records.urlpatterns,
    *region.urlpatterns,
    *results.urlpatterns,
    *talk.urlpatterns,
    *trails.urlpatterns,
    *styleguide_urlpatterns,
]

urlpatterns: list[URLPattern | URLResolver] = [
    *people.plain_urlpatterns,
    *platform.plain_urlpatterns,
    *results.plain_urlpatterns,
    *items.root_urlpatterns,
    *rights.root_urlpatterns,
    *i18n_patterns(
        path("", include((pages, "web"))),
        *people.root_urlpatterns,
        prefix_default_language=True,
    ),
]
