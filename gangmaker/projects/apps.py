from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "gangmaker.projects"
    label = "projects"

    def ready(self) -> None:
        from . import news_mails  # noqa: F401 (registers what it writes)
