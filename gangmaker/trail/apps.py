from django.apps import AppConfig


class TrailConfig(AppConfig):
    name = "gangmaker.trail"
    label = "trail"

    def ready(self) -> None:
        from gangmaker.actors.ports import plug_in  # late: needs loaded models
        from gangmaker.actors.queries import facts_of_reader

        from . import claim_mails, mail_texts, moderation_mails  # noqa: F401 (register their renderers)
        from .operations import owe_mail, record
        from .queries.unread import unread_count

        plug_in(write_act=record, owe_mail=owe_mail)
        facts_of_reader["unread_notices"] = unread_count()
