"""How days are written; Django's own forms are American in English."""
