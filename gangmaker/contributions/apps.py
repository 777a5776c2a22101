from django.apps import AppConfig


class ContributionsConfig(AppConfig):
    name = "gangmaker.contributions"
    label = "contributions"
