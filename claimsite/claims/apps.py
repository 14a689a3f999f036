"""The claims app."""

from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    """Its name, public histories, and what follows decisions about statements."""

    name = "claimsite.claims"

    def ready(self) -> None:
        """Statements know nothing of claims, so claims ask to be told."""
        from claimsite.claims import rows
        from claimsite.claims.actions import follow_statement
        from claimsite.claims.editing import KINDS
        from claimsite.claims.placing import KIND
        from claimsite.claims.undoing import follow_operation, undo_claim_operation
        from claimsite.core import operations
        from claimsite.statements.actions import FOLLOW_UPS

        rows.register()
        if follow_statement not in FOLLOW_UPS:
            FOLLOW_UPS.append(follow_statement)
        if follow_operation not in operations.FOLLOW_UPS:
            operations.FOLLOW_UPS.append(follow_operation)
        operations.UNDOERS |= dict.fromkeys((*KINDS, KIND), undo_claim_operation)
