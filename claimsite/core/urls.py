"""Addresses of people, of what they say about rows and did to them, and of the method."""

from django.urls import path

from claimsite.core import history_views, note_views, operation_views, people_views, sign_in_views, styleguide_views, token_views, views

app_name = "core"
urlpatterns = [
    path("login/", sign_in_views.SignIn.as_view(), name="login"),
    path("logout/", sign_in_views.SignOut.as_view(), name="logout"),
    path("preferences/", views.preferences, name="preferences"),
    path("preferences/tokens/", token_views.token_list, name="token_list"),
    path("preferences/tokens/<int:pk>/revoke/", token_views.token_revoke, name="token_revoke"),
    path("preferences/theme/", views.theme, name="theme"),
    path("preferences/password/", people_views.ChangePassword.as_view(), name="password_change"),
    path("people/", people_views.people, name="people"),
    path("people/<int:pk>/role/", people_views.role, name="person_role"),
    path("people/<int:pk>/activity/", people_views.activity, name="person_activity"),
    path("people/invitations/<int:pk>/revocation/", people_views.revoke, name="invitation_revoke"),
    path("invitation/<str:token>/", people_views.invitation, name="invitation"),
    path("history/<slug:kind>/<int:pk>/", history_views.history, name="history"),
    path("history/<slug:kind>/<int:pk>.json", history_views.history_json, name="history_json"),
    path("history/<slug:kind>/<int:pk>/restoration/", history_views.restore, name="history_restore"),
    path("notes/<slug:kind>/<int:pk>/", note_views.notes, name="notes"),
    path("notes/<int:pk>/resolution/", note_views.note_resolve, name="note_resolve"),
    path("operations/", operation_views.operations, name="operations"),
    path("operations/<int:pk>/undo/", operation_views.operation_undo, name="operation_undo"),
    path("method/", views.method, name="method"),
    path("styleguide/", styleguide_views.styleguide, name="styleguide"),
]
