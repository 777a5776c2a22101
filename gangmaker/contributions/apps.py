from django.apps import AppConfig


class ContributionsConfig(AppConfig):
    name = "gangmaker.contributions"
    label = "contributions"

    def ready(self) -> None:
        from . import mails, note_mails  # noqa: F401 (they register what they write)
