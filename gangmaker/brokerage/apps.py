from django.apps import AppConfig


class BrokerageConfig(AppConfig):
    name = "gangmaker.brokerage"
    label = "brokerage"
