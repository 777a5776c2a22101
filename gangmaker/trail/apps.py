from django.apps import AppConfig


class TrailConfig(AppConfig):
    name = "gangmaker.trail"
    label = "trail"

    def ready(self) -> None:
        from gangmaker.actors.ports import plug_in  # late: needs loaded models

        from . import mail_texts  # noqa: F401 (registers its renderers)
        from .operations import owe_mail, record

        plug_in(write_act=record, owe_mail=owe_mail)
