"""What the web server loads."""

import os
import sys

from django.core.wsgi import get_wsgi_application

from gangmaker.config.env import WrongSettings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gangmaker.config.settings")

try:
    application = get_wsgi_application()
except WrongSettings as wrong:
    sys.exit(str(wrong))
