from django.apps import AppConfig


class BrokerageConfig(AppConfig):
    name = "gangmaker.brokerage"
    label = "brokerage"

    def ready(self) -> None:
        from . import brief_mails, introduction_mails, meaning  # noqa: F401 (they register themselves)
