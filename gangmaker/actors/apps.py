from django.apps import AppConfig


class ActorsConfig(AppConfig):
    name = "gangmaker.actors"
    label = "actors"
