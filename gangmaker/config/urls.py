"""The doors of the house are declared by the rooms that open them."""

from django.urls import URLPattern, URLResolver

from gangmaker.web.urls import urlpatterns as web_urlpatterns

urlpatterns: list[URLPattern | URLResolver] = [*web_urlpatterns]

handler400 = "gangmaker.web.errors.bad_request"
handler403 = "gangmaker.web.errors.forbidden"
handler404 = "gangmaker.web.errors.not_found"
handler500 = "gangmaker.web.errors.server_error"
handler429 = "gangmaker.web.people.limits.too_many"  # looked up by the library for sign-in
