from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "gangmaker.projects"
    label = "projects"

    def ready(self) -> None:
        from . import deadline_mails, life_mails, mails, news_mails  # noqa: F401 (they register what they write)
