from django.apps import AppConfig


class GangmakerConfig(AppConfig):
    name = "gangmaker.config"
    label = "config"
    verbose_name = "Gangmaker"

    def ready(self) -> None:
        from gangmaker.config import checks  # noqa: F401 (registers them)
        from gangmaker.upkeep.rights import (  # late: need loaded models
            erasing,
            mails,  # noqa: F401 (registers its renderers)
        )

        erasing.register()
