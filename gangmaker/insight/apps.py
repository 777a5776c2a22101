from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "gangmaker.insight"
    label = "insight"
