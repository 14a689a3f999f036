"""People and their roles, for superusers."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.http import HttpRequest

from claimsite.core.models import User

admin.site.site_header = admin.site.site_title = "Claimsite"


def is_superuser(request: HttpRequest) -> bool:
    """Editors work on the site's own pages, which write history and check states; the admin site is for superusers."""
    return bool(request.user.is_active and request.user.is_superuser)


admin.site.has_permission = is_superuser  # type: ignore[method-assign]


@admin.register(User)
class UserAdmin(DjangoUserAdmin):
    """Users with Django's own form."""

    fieldsets = (*DjangoUserAdmin.fieldsets, (None, {"fields": ("has_single_key_shortcuts",)}))  # type: ignore[misc]
