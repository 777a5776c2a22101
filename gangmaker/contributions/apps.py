from django.apps import AppConfig


class ContributionsConfig(AppConfig):
    name = "gangmaker.contributions"
    label = "contributions"

    def ready(self) -> None:
        from . import mails  # noqa: F401 (registers what it writes)
