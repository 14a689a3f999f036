"""Settings; everything that differs between deployments comes from environment variables (see README)."""

from __future__ import annotations

import os
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _
from environs import Env
from marshmallow.validate import OneOf

from claimsite.core.secret_key import read_or_make

BASE_DIR = Path(__file__).resolve().parent.parent
env = Env()
env.read_env(BASE_DIR / ".env", recurse=False)

#: Database, queue, generated key: all that is not code.
VAR_DIR = Path(env.str("CLAIMSITE_VAR", str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)


#: From the environment, else made at the first start and kept with the data.
SECRET_KEY = env.str("SECRET_KEY", "") or read_or_make(VAR_DIR / "secret_key")
DEBUG = env.bool("DEBUG", False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", [])

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "django_filters",
    "simple_history",
    "csp",
    "axes",
    "huey.contrib.djhuey",
    "claimsite.core",
    "claimsite.articles",
    "claimsite.statements",
    "claimsite.claims",
    "claimsite.comparisons",
    "claimsite.workbench",
    "claimsite.pipeline",
    "claimsite.deployment",
]

MIDDLEWARE = [
    "claimsite.core.middleware.Observe",
    "claimsite.core.middleware.LeaveOutNul",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "claimsite.core.headers.Headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "claimsite.urls"
WSGI_APPLICATION = "claimsite.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "claimsite.core.rendering.Templates",
        "NAME": "django",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["claimsite.core.templatetags.urls"],
            "debug": True,  # line numbers, which template coverage needs; shown to nobody while DEBUG is off
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "claimsite.core.context.site",
                "claimsite.pipeline.context.reader",
            ],
        },
    }
]

_DATABASE_URL = env.str("DATABASE_URL", f"sqlite:///{VAR_DIR / 'claimsite.sqlite3'}")
DATABASES = {"default": dj_database_url.parse(_DATABASE_URL, conn_max_age=60, conn_health_checks=True)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Writers queue up instead of failing half-way: with DEFERRED transactions four writers met 26,447 lock errors, with IMMEDIATE none.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 10,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=33554432;",
    }
elif DATABASES["default"]["ENGINE"].endswith("postgresql"):
    # As patient as with SQLite: who waits longer for a row gets a clear answer (503) instead of a hanging page.
    DATABASES["default"]["OPTIONS"] = {"connect_timeout": 5, "options": "-c lock_timeout=10000", **DATABASES["default"].get("OPTIONS", {})}
#: Megabytes of pages that each process keeps for readers who have not signed in, until anything they show changes; 0 makes every page anew.
KEPT_PAGES_MB = env.int("KEPT_PAGES_MB", 64)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.str("REDIS_URL", "")
HUEY = {
    "name": "claimsite",
    "immediate": False,
    "results": False,
    **(
        {"huey_class": "huey.RedisHuey", "connection": {"url": REDIS_URL}}
        if REDIS_URL
        else {"huey_class": "huey.SqliteHuey", "filename": str(VAR_DIR / "queue.sqlite3"), "fsync": True}
    ),
    # One stores or groups claims while another's text is with the child process and others wait for it or for their outlet (four did 5 % more than three).
    "consumer": {"workers": 4, "worker_type": "thread", "initial_delay": 0.1, "max_delay": 1.0, "graceful_signal": "TERM", "shutdown_timeout": 12},
}

#: Under which licence others may use the data, in the words that an export's licence file holds; quoted words belong to others in any case.
DATA_LICENCE = env.str("DATA_LICENCE", "")

#: How the site names itself when it fetches a page; an outlet should be able to find who that is.
FETCH_USER_AGENT = env.str("FETCH_USER_AGENT", "Claimsite/1.0 (reads articles that editors ask for; honors robots.txt for feeds)")

AUTH_USER_MODEL = "core.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "core:login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "core/locked_out.html"
AXES_VERBOSE = False
AXES_CLIENT_IP_CALLABLE = "claimsite.core.callers.get_address"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address"]  # its log lines show neither

LANGUAGE_CODE = env.str("LANGUAGE_CODE", "en")
LANGUAGES = [("en", _("English")), ("de", _("German"))]
LOCALE_PATHS = [BASE_DIR / "claimsite" / "locale"]
FORMAT_MODULE_PATH = ["claimsite.formats"]
TIME_ZONE = env.str("TIME_ZONE", "Europe/Berlin")
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
# Pictures and PDF files of what is shared, which can be made anew; nothing there has an address of its own.
MEDIA_ROOT = VAR_DIR / "files"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "claimsite.core.bundles.BundleFinder",
]
STORAGES = {
    # Any storage of Django's, so that several machines share the files.
    "default": {
        "BACKEND": env.str("FILE_STORAGE", "django.core.files.storage.FileSystemStorage"),
        "OPTIONS": env.json("FILE_STORAGE_OPTIONS", {}),
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage" if DEBUG else "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 3 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024  # above the limit of a file: what is taken is kept in memory
FILE_UPLOAD_HANDLERS = ["claimsite.core.uploads.LimitedUploadHandler", "django.core.files.uploadhandler.MemoryFileUploadHandler"]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        # Plotly sets the empty style attribute's content by script; its hash is that of the empty string.
        "style-src": [SELF, "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
# Behind https, which a deployment says by one variable; a demo on localhost has none.
_HTTPS = env.bool("HTTPS", False)
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE_SSL_REDIRECT = _HTTPS
# Browsers take a cookie of such a name only by https, for this host alone: no other name of the domain can set one in its place.
COOKIE_PREFIX = "__Host-" if _HTTPS else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME, LANGUAGE_COOKIE_NAME = (f"{COOKIE_PREFIX}{name}" for name in ("sessionid", "csrftoken", "language"))
# Messages stand in the session: what an editor did is no cookie of its own.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
#: How many proxies of ours stand in front; each names at the end of X-Forwarded-For whom it saw.
PROXIES = env.int("PROXIES", int(_HTTPS))
SECURE_HSTS_SECONDS = 31_536_000 if _HTTPS else 0
# Whether all other names below this one speak https, too, only who runs them knows; so the checks that ask for these two are answered by leaving them off.
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = env.bool("HSTS_SUBDOMAINS", False)
SILENCED_SYSTEM_CHECKS = [] if SECURE_HSTS_PRELOAD else ["security.W005", "security.W021"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _HTTPS else None

#: Asked by machines by a machine's address: no check of host, no redirect to https, no session.
PROBES = frozenset({"/healthz", "/readyz", "/metrics"})
#: Who may read /metrics from elsewhere; without it, only this machine.
METRICS_TOKEN = env.str("METRICS_TOKEN", "")
# Read by prometheus-client itself: each process counts into a file there, so that any of them knows the sum.
os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", str(VAR_DIR / "metrics"))
Path(os.environ["PROMETHEUS_MULTIPROC_DIR"]).mkdir(parents=True, exist_ok=True)

_LOG_FORMATTERS = {"plain": "claimsite.core.logs.PlainFormatter", "json": "claimsite.core.logs.JsonFormatter"}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"chosen": {"()": _LOG_FORMATTERS[env.str("LOG_FORMAT", "plain", validate=OneOf(list(_LOG_FORMATTERS)))]}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "chosen"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "WARNING")},
    # Django's own handlers would write in its own form, and mail the settings; the queue's would write each line twice.
    "loggers": {"django": {"handlers": [], "propagate": True}, "huey": {"handlers": ["console"], "propagate": False}},
}
