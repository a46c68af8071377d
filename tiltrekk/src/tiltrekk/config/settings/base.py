"""Settings shared by all profiles. Every value that differs between installations comes from the environment.

A secret may be given as NAME or as a file named by NAME_FILE. A bad value stops the start and names the variable.
"""

import re
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from tiltrekk.config.patience import patient

env = environ.FileAwareEnv()

PACKAGE = Path(__file__).resolve().parents[2]
CHECKOUT = PACKAGE.parents[2]
DATA_DIR = Path(env.str("TILTREKK_DATA", default=str(CHECKOUT / ".data")))
PROFILE = "base"
PRODUCT_NAME = "Tiltrekk"

# The address people use. Links in mails, callbacks at LinkedIn and the feed are built from it alone.
PUBLIC_URL: str = env.str("TILTREKK_PUBLIC_URL", default="http://localhost:8000").rstrip("/")
_public = urlsplit(PUBLIC_URL)
PUBLIC_PORT = _public.port or (443 if _public.scheme == "https" else 80)
SECURE = _public.scheme == "https"

SECRET_KEY: str = env.str("TILTREKK_SECRET_KEY", default="")
# Keys that encrypt secrets at rest, newest first; a key that is taken out can no longer read what it wrote.
ENCRYPTION_KEYS: list[str] = env.list("TILTREKK_ENCRYPTION_KEYS", default=[])
DEBUG = False
ALLOWED_HOSTS: list[str] = [_public.hostname or "localhost"]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

INSTALLED_APPS = [
    "tiltrekk.core",
    "tiltrekk.ui",
    "tiltrekk.accounts",
    "tiltrekk.jobs",
    "tiltrekk.candidates",
    "tiltrekk.applications",
    "tiltrekk.interviews",
    "tiltrekk.postings",
    "tiltrekk.careers",
    "tiltrekk.linkedin",
    "tiltrekk.privacy",
    "tiltrekk.web",
    "tiltrekk.api",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "procrastinate.contrib.django",
    "template_partials",
    "django_htmx",
    "django_filters",
    "allauth",
    "allauth.account",
    "allauth.usersessions",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "tiltrekk.accounts.sessions.session_age",
    "tiltrekk.accounts.middleware.preferences",
    "tiltrekk.core.middleware.no_nul",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "tiltrekk.core.middleware.deny_by_default",
    "tiltrekk.core.middleware.rights_read_once",
    "tiltrekk.core.middleware.errors_to_people",
]

ROOT_URLCONF = "tiltrekk.config.urls"
WSGI_APPLICATION = "tiltrekk.config.wsgi.application"

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
                "csp.context_processors.nonce",
                "tiltrekk.ui.context.frame",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "template_partials.templatetags.partials",
                "tiltrekk.ui.templatetags.ui",
            ],
        },
    }
]

DATABASES = {
    "default": {
        **patient(env.db_url("DATABASE_URL", default="postgresql:///tiltrekk"), env),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "tiltrekk.accounts.passwords.ContextWords"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "tiltrekk.accounts.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
PASSWORD_RESET_TIMEOUT = 3600
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reset_password": "20/m/ip,5/m/key",
}

# Cookies do not know ports, so two programs on one host must not share names.
_prefix = "__Host-" if SECURE else ""
SESSION_COOKIE_NAME = f"{_prefix}tiltrekk_{PUBLIC_PORT}_session"
CSRF_COOKIE_NAME = f"{_prefix}tiltrekk_{PUBLIC_PORT}_csrf"
LANGUAGE_COOKIE_NAME = f"{_prefix}tiltrekk_{PUBLIC_PORT}_language"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 3600  # idle; a live poll does not prolong it (decision 30)
SESSION_ABSOLUTE_AGE = 7 * 24 * 3600
RECENT_SIGN_IN_SECONDS = 300  # older, and roles, passwords and connections ask for the password again
SESSION_EXPIRE_AT_BROWSER_CLOSE = False

SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_CONTENT_TYPE_NOSNIFF = True
# LinkedIn's scripts check the embedding domain by the referrer, so not "no-referrer".
SECURE_REFERRER_POLICY = "strict-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [NONCE, "'strict-dynamic'"],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "frame-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}

LANGUAGE_CODE = env.str("TILTREKK_LANGUAGE", default="en")
LANGUAGES = [("en", _("English")), ("nb", _("Norwegian"))]
LOCALE_PATHS = [PACKAGE / "locale"]
FORMAT_MODULE_PATH = "tiltrekk.config.formats"
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.str("TILTREKK_TIME_ZONE", default="Europe/Oslo")

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
# Third-party files of the browser come from here, by the table in ui/vendor.py.
_PACKED = PACKAGE / "node_modules"  # in a wheel
_MODULES = _PACKED if _PACKED.is_dir() else CHECKOUT / "node_modules"
NODE_MODULES = Path(env.str("TILTREKK_NODE_MODULES", default=str(_MODULES)))
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "tiltrekk.ui.vendor.VendorFinder",
]
MEDIA_ROOT = DATA_DIR / "files"
STORAGES = {
    "default": {"BACKEND": "tiltrekk.core.files.DurableStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
MAX_DOCUMENT_BYTES = 10 * 1024 * 1024  # OQ-18

# Such as smtp+tls://name:password@mail.example.com:587; without one, mails go to standard output.
_mail = env.email_url("TILTREKK_MAIL_URL", default="consolemail://")
_is_smtp = _mail["EMAIL_BACKEND"] == "django.core.mail.backends.smtp.EmailBackend"
EMAIL_BACKEND = "tiltrekk.core.smtp.Backend" if _is_smtp else _mail["EMAIL_BACKEND"]
EMAIL_HOST, EMAIL_PORT = _mail["EMAIL_HOST"] or "localhost", _mail["EMAIL_PORT"] or 25
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_USER"] or "", _mail["EMAIL_HOST_PASSWORD"] or ""
EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.get("EMAIL_USE_TLS", False), _mail.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 20  # seconds for each step
DEFAULT_FROM_EMAIL = env.str("TILTREKK_MAIL_FROM", default=f"{PRODUCT_NAME} <no-reply@{urlsplit(PUBLIC_URL).hostname}>")

# A file with an offset in seconds, written by the sandbox, so that both tell the same business time (decision 26).
CLOCK_FILE: str = env.str("TILTREKK_CLOCK_FILE", default="")

# Whether addresses that people type may lead to this machine itself, over http too: to try out, never in production.
OUTGOING_TO_LOOPBACK = False

# LinkedIn: addresses and credentials are all that tells the sandbox from the real one.
LINKEDIN_API_URL: str = env.str("LINKEDIN_API_URL", default="https://api.linkedin.com").rstrip("/")
LINKEDIN_WWW_URL: str = env.str("LINKEDIN_WWW_URL", default="https://www.linkedin.com").rstrip("/")
LINKEDIN_PLATFORM_URL: str = env.str("LINKEDIN_PLATFORM_URL", default="https://platform.linkedin.com").rstrip("/")
LINKEDIN_CLIENT_ID: str = env.str("LINKEDIN_CLIENT_ID", default="")
LINKEDIN_CLIENT_SECRET: str = env.str("LINKEDIN_CLIENT_SECRET", default="")
# Empty: addresses below /v2. A version of LinkedIn's: names it has published below /rest are called there (RSC-505).
LINKEDIN_API_VERSION: str = env.str("LINKEDIN_API_VERSION", default="")
if LINKEDIN_API_VERSION and not re.fullmatch(r"20\d\d(0[1-9]|1[0-2])", LINKEDIN_API_VERSION):
    raise ImproperlyConfigured("LINKEDIN_API_VERSION is empty, or a year and a month such as 202601.")

SILENCED_SYSTEM_CHECKS: list[str] = []

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env.str("TILTREKK_LOG_LEVEL", default="WARNING")},
}
