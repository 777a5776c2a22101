"""What the web server loads."""

import os
import sys
from collections.abc import Mapping
from typing import Any

import django
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.utils.http import parse_header_parameters

from gangmaker.config.env import WrongSettings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gangmaker.config.settings")


class Request(WSGIRequest):
    """What is sent to us is UTF-8, as our forms are, whatever is said of it.

    Django itself believes the sender, and falls over a code that is none for text before
    anything of ours could answer.
    """

    def _set_content_type_params(self, meta: Mapping[str, Any]) -> None:
        said = parse_header_parameters(meta.get("CONTENT_TYPE", ""))
        self.content_type, self.content_params = said


class Application(WSGIHandler):
    request_class = Request


try:
    django.setup(set_prefix=False)
    application = Application()
except WrongSettings as wrong:
    sys.exit(str(wrong))
