"""Whether two statements share a participant: who speaks, for whom, and who is named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from claimsite.claims.mentions import Names

if TYPE_CHECKING:
    from collections.abc import Sequence


def compare_participants(some: Sequence[Any], others: Sequence[Any]) -> npt.NDArray[np.bool_]:
    """Shape (some, others): whether the two speak for one party, or one names the other's, or both name the same; speakers and sides of these count."""
    names = Names({pk for row in (*some, *others) for pk in (row.actor_id, row.side_id) if pk is not None})
    left, right = ([_get_participants(row, names) for row in rows] for rows in (some, others))
    return np.array([[bool(a & b) for b in right] for a in left], dtype=bool).reshape(len(left), len(right))


def _get_participants(row: Any, names: Names) -> set[int]:
    return {pk for pk in (row.actor_id, row.side_id) if pk is not None} | names.find(row.content)
