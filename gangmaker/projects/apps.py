from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "gangmaker.projects"
    label = "projects"
