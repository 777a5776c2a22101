from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebConfig(AppConfig):
    name = "gangmaker.web"
    label = "web"
    verbose_name = _("Pages")

    def ready(self) -> None:
        from . import checks  # noqa: F401 (registers them)
        from .fitting import mails as fitting_mails  # noqa: F401 (registers its renderer)
        from .notices import mails, reminder_mails  # noqa: F401 (register their renderers)
