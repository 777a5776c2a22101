from django.apps import AppConfig


class ConceptsConfig(AppConfig):
    name = "gangmaker.concepts"
    label = "concepts"
