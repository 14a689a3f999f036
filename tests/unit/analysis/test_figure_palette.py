"""Colors and marks of sides stay apart, for every sight."""

import itertools

import numpy as np
import pytest

from analysis.figures.palette import DARK_PAPER, DARK_SIDES, LIGHT_PAPER, LIGHT_SIDES, PATTERNS, SIDES, SYMBOLS

# Simulation of full color blindness: Machado, Oliveira & Fernandes 2009, severity 1.
BLIND = {
    "none": np.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}


def linear(color: str) -> np.ndarray:
    c = np.array([int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)


def lab(rgb: np.ndarray) -> np.ndarray:
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    x = to_xyz @ rgb / np.array([0.9505, 1, 1.089])
    f = np.where(x > 0.008856, np.cbrt(x), 7.787 * x + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def luminance(color: str) -> float:
    return float(linear(color) @ [0.2126, 0.7152, 0.0722])


@pytest.mark.parametrize("sight", BLIND)
@pytest.mark.parametrize(("colors", "paper"), [(LIGHT_SIDES, LIGHT_PAPER), (DARK_SIDES, DARK_PAPER)], ids=["light", "dark"])
def test_colors_stay_apart_for_every_sight_and_stand_out_from_the_paper(sight, colors, paper):
    seen = [lab(np.clip(np.array(BLIND[sight]) @ linear(c), 0, 1)) for c in colors]
    assert min(np.linalg.norm(a - b) for a, b in itertools.combinations(seen, 2)) >= 23
    for color in colors:
        low, high = sorted((luminance(color), luminance(paper)))
        assert (high + 0.05) / (low + 0.05) >= 4.5


def test_each_side_has_its_own_mark_too():
    assert len(set(SYMBOLS)) == len(set(PATTERNS)) == len(LIGHT_SIDES) == len(DARK_SIDES) == SIDES
