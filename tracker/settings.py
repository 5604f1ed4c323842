"""All configuration: read from the environment, refused when it makes no sense."""

import os
import re
import secrets
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
# This machine's own files, outside version control: database, key, first password, static files.
LOCAL_DIR = BASE_DIR / "local"


def env_text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def env_bool(name: str, default: bool = False) -> bool:
    value = env_text(name).lower()
    if value in {"", "1", "true", "yes", "on", "0", "false", "no", "off"}:
        return default if value == "" else value in {"1", "true", "yes", "on"}
    raise ImproperlyConfigured(f"{name} is {value!r}; it takes on or off.")


def env_int(name: str, default: int, lowest: int, highest: int) -> int:
    value = env_text(name)
    if not value:
        return default
    if not value.isdecimal() or not lowest <= int(value) <= highest:
        raise ImproperlyConfigured(
            f"{name} is {value!r}; it takes a whole number from {lowest} to {highest}."
        )
    return int(value)


def env_choice(name: str, default: str, choices: tuple[str, ...]) -> str:
    value = env_text(name, default) or default
    if value not in choices:
        raise ImproperlyConfigured(f"{name} is {value!r}; it takes one of {', '.join(choices)}.")
    return value


def env_url(name: str, default: str, schemes: tuple[str, ...]) -> str:
    value = env_text(name, default) or default
    try:
        parts = urlsplit(value)
        named = parts.hostname or (parts.scheme in {"sqlite", "unix"} and len(parts.path) > 1)
        usable = parts.scheme in schemes and named and not re.search(r"\s", value)
        _ = parts.port
    except ValueError:
        usable = False
    if value and not usable:
        raise ImproperlyConfigured(
            f"{name} is not a usable address; it takes one starting with "
            f"{' or '.join(f'{scheme}://' for scheme in schemes)}."
        )
    return value


def env_corrections(name: str) -> str:
    """A page's address, or an e-mail address after mailto:; whoever reads the site sees it."""
    value = env_text(name)
    if re.fullmatch(r"mailto:[^\s@?&%,;\"'<>]+@[^\s@?&%,;\"'<>]+", value):
        return value
    try:
        address = env_url(name, "", ("http", "https"))
        if "@" not in urlsplit(address).netloc and not re.search(r"[\"'<>]", address):
            return address
    except ImproperlyConfigured:
        pass
    raise ImproperlyConfigured(
        f"{name} is not a usable address; it takes a page's, starting with http:// or https:// "
        "and without a user, quotes or angle brackets, or an e-mail address after mailto:, as in "
        "mailto:desk@example.org."
    )


def secret_key(debug: bool) -> str:
    """SECRET_KEY, else the local key that `make setup` writes, else refuse to start."""
    local = LOCAL_DIR / "secret_key"
    key = env_text("SECRET_KEY")
    if not key and local.is_file():
        key = local.read_text(encoding="utf-8").strip()
    if not key and debug:
        return secrets.token_urlsafe(50)
    if len(key) < 50 or len(set(key)) < 5 or key.startswith("django-insecure"):
        raise ImproperlyConfigured(
            "No usable secret key: set SECRET_KEY to at least 50 random characters, "
            "or run `make setup`, which writes one to local/secret_key."
        )
    return key


DEBUG = env_bool("DEBUG")
SECRET_KEY = secret_key(DEBUG)

# Where the site lives
SITE_URL = env_url("SITE_URL", "http://127.0.0.1:8000", ("http", "https")).rstrip("/")
_site = urlsplit(SITE_URL)
_https = _site.scheme == "https"
_loopback = ["127.0.0.1", "localhost", "[::1]"]
if _site.path or _site.query or _site.fragment or _site.username:
    raise ImproperlyConfigured(
        f"SITE_URL is {SITE_URL!r}; it takes an address without a path or a user."
    )
_host = f"[{_site.hostname}]" if ":" in (_site.hostname or "") else str(_site.hostname)
ALLOWED_HOSTS = [_host, *(_loopback if not _https else [])]
ALLOWED_HOSTS += [name for host in env_text("ALLOWED_HOSTS").split(",") if (name := host.strip())]
CSRF_TRUSTED_ORIGINS = [SITE_URL]
# Where readers report a mistake: a form or list of issues, or "mailto:" and an address.
CORRECTIONS = env_corrections("CORRECTIONS")
# TLS always ends at a proxy in front of gunicorn: one by default where the site is https.
TRUSTED_PROXIES = env_int("TRUSTED_PROXIES", 1 if _https else 0, 0, 10)
if TRUSTED_PROXIES and _https:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = _https
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$"]
SECURE_HSTS_SECONDS = env_int("HSTS_SECONDS", 31_536_000, 0, 63_072_000) if _https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _https
SECURE_HSTS_PRELOAD = _https
SESSION_COOKIE_SECURE = _https
CSRF_COOKIE_SECURE = _https
SESSION_COOKIE_HTTPONLY = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

# What it is made of
INSTALLED_APPS = [
    "votes",
    "votes.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_filters",
    "rest_framework",
    "knox",
    "drf_spectacular",
    "axes",
]
MIDDLEWARE = [
    "tracker.health.HealthMiddleware",
    "tracker.deadlines.StatementTimeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tracker.caching.ValidatorMiddleware",
    "tracker.caching.CompressMiddleware",
    "tracker.middleware.RefuseNulMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "tracker.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "tracker.middleware.LimitBodyMiddleware",
    "votes.admin.import_running.ImportRunningMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "tracker.urls"
WSGI_APPLICATION = "tracker.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Database and cache
STATEMENT_TIMEOUT_SECONDS = env_int("STATEMENT_TIMEOUT_SECONDS", 0, 0, 3600)
# So long each step of writing a long list as a file may take.
EXPORT_TIMEOUT_SECONDS = env_int("EXPORT_TIMEOUT_SECONDS", 60, 1, 3600)


def database(url: str) -> dict[str, Any]:
    """Django's settings for a database address; SQLite and PostgreSQL are known."""
    try:
        config: dict[str, Any] = dict(dj_database_url.parse(url))
    except (ValueError, KeyError) as error:
        raise ImproperlyConfigured(f"DATABASE_URL cannot be read: {error}") from None
    config["CONN_MAX_AGE"] = 60
    config["CONN_HEALTH_CHECKS"] = True
    options = config.setdefault("OPTIONS", {})
    if config["ENGINE"] == "django.db.backends.sqlite3":
        options |= {
            # Writers queue instead of failing: the lock is taken at BEGIN and waited for.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL;",
        }
    else:
        options["connect_timeout"] = 3
        if STATEMENT_TIMEOUT_SECONDS:
            options["options"] = f"-c statement_timeout={STATEMENT_TIMEOUT_SECONDS * 1000}"
    return config


DATABASES = {
    "default": database(
        env_url(
            "DATABASE_URL",
            f"sqlite:///{LOCAL_DIR / 'tracker.sqlite3'}",
            ("sqlite", "postgres", "postgresql"),
        )
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env_url("REDIS_URL", "", ("redis", "rediss", "unix"))
REDIS_CACHE = {
    "BACKEND": "django.core.cache.backends.redis.RedisCache",
    "LOCATION": REDIS_URL,
    # A server that hangs holds no request for long.
    "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 2},
}
CACHES: dict[str, dict[str, Any]] = {
    "default": REDIS_CACHE
    if REDIS_URL
    else {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        # Room for the counters of many askers.
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
    # The votes of the whole record as one array, so that a second process need not read them all.
    "matrix": REDIS_CACHE
    if REDIS_URL
    else {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str(LOCAL_DIR / "cache"),
        "OPTIONS": {"MAX_ENTRIES": 4},
    },
}

# Accounts
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "admin:login"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
# Five failures lock a name for one address only: a stranger cannot lock the owner out.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "tracker.middleware.client_network"
AXES_LOCKOUT_CALLABLE = "tracker.errors.locked"
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# Language, time, files
# The United Nations' own spelling and order of dates.
LANGUAGE_CODE = "en-gb"
# Of the frame around each page, by `?lang=`.
LANGUAGES = [("en-gb", "English"), ("fr", "Français"), ("es", "Español")]
# Those in which every word of the pages is written; in all others pages say English in their frame.
PAGE_LANGUAGES = ["en-gb"]
LOCALE_PATHS = [BASE_DIR / "votes" / "locale"]
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = LOCAL_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# No page takes a larger request than this, files included, but the import desk's upload.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
IMPORT_UPLOAD_MAX_SIZE = 600 * 1024 * 1024
UPLOADS_DIR = LOCAL_DIR / "uploads"
# Where `make_dump` keeps the whole public record for the API.
DUMPS_DIR = LOCAL_DIR / "dumps"

# API
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "votes.api.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_RENDERER_CLASSES": ["votes.api.renderers.Json"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "votes.api.formats.Negotiation",
    "DEFAULT_PARSER_CLASSES": ["votes.api.parsing.StrictJSONParser"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "EXCEPTION_HANDLER": "votes.api.errors.handle",
    "DEFAULT_SCHEMA_CLASS": "votes.api.documents.operations.OperationSchema",
    "URL_FORMAT_OVERRIDE": None,
    "DEFAULT_THROTTLE_CLASSES": ["votes.api.limits.RateLimit"],
}
# Requests a minute of one account, else of one address; off for benchmarks and load tests.
RATE_LIMITS = (
    {"anonymous": 600, "account": 1200, "write": 120, "export": 10, "sign_in": 10}
    if env_bool("RATE_LIMITS", True)
    else {}
)
# Shorter than the request line that the server takes, so that it is refused in the API's own form.
LONGEST_QUERY = 4000
# Files that one process sends at once: half its threads.
FILES_AT_ONCE = env_int("FILES_AT_ONCE", 4, 1, 100)
SPECTACULAR_SETTINGS = {
    "OAS_VERSION": "3.1.1",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    # What is read and what is written are two shapes of a record.
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "SORT_OPERATION_PARAMETERS": False,
    "POSTPROCESSING_HOOKS": ["votes.api.documents.finishing.finish"],
}
REST_KNOX = {"AUTH_HEADER_PREFIX": "Bearer", "TOKEN_TTL": timedelta(days=30)}

# Logs
LOG_LEVEL = env_choice("LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR"))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
}
