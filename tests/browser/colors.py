"""Contrast of two colors, after WCAG 2.2."""

from __future__ import annotations

import re


def contrast(one: str, other: str) -> float:
    """Of two CSS colors, after WCAG 2.2."""
    lighter, darker = sorted((shine(one), shine(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def shine(color: str) -> float:
    """Relative luminance."""
    parts = [int(part) / 255 for part in re.findall(r"\d+", color)[:3]]
    return sum(weight * (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4) for weight, c in zip((0.2126, 0.7152, 0.0722), parts, strict=True))
