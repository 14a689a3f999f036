"""People and their roles, for superusers."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from claimsite.core.models import User

admin.site.site_header = admin.site.site_title = "Claimsite"


def is_superuser(request: HttpRequest) -> bool:
    """Editors work on the site's own pages, which write history and check states; the admin site is for superusers."""
    return bool(request.user.is_active and request.user.is_superuser)


admin.site.has_permission = is_superuser  # type: ignore[method-assign]


class ReadOnly:
    """Rows to look at: only actions write them, with history, in the writer's turn, and with all that has to follow."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Only actions add rows."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only actions change them."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is lost."""
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """The page of an entry of the history would bring it back, whoever may change rows."""
        raise PermissionDenied


@admin.register(User)
class UserAdmin(DjangoUserAdmin):
    """Users with Django's own form."""

    fieldsets = (*DjangoUserAdmin.fieldsets, (None, {"fields": ("has_single_key_shortcuts",)}))  # type: ignore[misc]
