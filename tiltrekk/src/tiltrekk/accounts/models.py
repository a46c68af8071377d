"""Users and their roles; the environment's own settings."""

from functools import cached_property
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tiltrekk.core.ids import PublicIdField
from tiltrekk.core.permissions import Role
from tiltrekk.core.text import sort_key

ROLE_LABELS = {
    Role.ADMIN: pgettext_lazy("role", "Administrator"),
    Role.RECRUITER: pgettext_lazy("role", "Recruiter"),
    Role.HIRING_MANAGER: pgettext_lazy("role", "Hiring manager"),
    Role.READER: pgettext_lazy("role", "Read-only"),
}


THEMES = [
    ("", pgettext_lazy("appearance", "The system's")),
    ("light", pgettext_lazy("appearance", "Light")),
    ("dark", pgettext_lazy("appearance", "Dark")),
]


class UserManager(BaseUserManager["User"]):
    """Makes users; roles are assigned by a service."""

    def create_user(self, *, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A member of the organisation who can sign in. Without a role and a team they see nothing but their settings."""

    public_id = PublicIdField()
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    sort_name = models.CharField(max_length=160, db_collation="C", editable=False)
    title = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=5, blank=True)  # empty: the browser's wish
    time_zone = models.CharField(max_length=60, blank=True)
    theme = models.CharField(max_length=5, choices=THEMES, blank=True)  # empty: the system's
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    last_seen_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **options: Any) -> None:
        self.sort_name = sort_key(self.name)
        super().save(*args, **options)

    @cached_property
    def roles(self) -> frozenset[Role]:
        """The environment roles, read once for each loaded user."""
        return frozenset(Role(row.role) for row in self.role_assignments.all())

    @property
    def given_name(self) -> str:
        return self.name.split(" ")[0]

    @property
    def initials(self) -> str:
        words = self.name.split()
        return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()


class RoleAssignment(models.Model):
    """One role of one user. Deleting it takes the role away and leaves job teams alone (ROLE-03)."""

    user = models.ForeignKey(User, models.CASCADE, related_name="role_assignments")
    role = models.CharField(max_length=20, choices=[(role.value, label) for role, label in ROLE_LABELS.items()])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "role"], name="role_once")]

    def __str__(self) -> str:
        return f"{self.user} {self.role}"


class Environment(models.Model):
    """The one row of settings of this installation. ``prefix`` begins every visible Job ID (decision 16)."""

    name = models.CharField(max_length=80, default="Tiltrekk")
    prefix = models.CharField(max_length=6, default="N1")
    language = models.CharField(max_length=5, default="en")
    preview_features = ArrayField(models.CharField(max_length=40), default=list, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_environment")]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def current(cls) -> "Environment":
        return cls.objects.get_or_create(pk=1)[0]

    @classmethod
    def locked(cls) -> "Environment":
        """Return the row for a change; call it inside a transaction."""
        cls.objects.get_or_create(pk=1)
        return cls.objects.select_for_update().get(pk=1)


PREVIEW_FEATURES = {
    "apply_with_linkedin": _("Apply with LinkedIn"),
    "equality": _("Questions about equality (EEO)"),
}
