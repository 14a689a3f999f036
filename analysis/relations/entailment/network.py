"""The network for pairs of sentences in PyTorch: all twelve layers of the encoder that the reader starts from, over both sentences at once, and a head."""

from __future__ import annotations

from typing import Final

import torch  # type: ignore[import-not-found]
from torch import Tensor, nn
from torch.nn import functional as F  # type: ignore[import-not-found]  # noqa: N812

from analysis.encoder.network import Layer, Shape
from analysis.relations.entailment.examples import CLASSES

#: Pieces of both sentences together.
POSITIONS: Final = 132
SHAPE: Final = Shape(layers=12, positions=POSITIONS)


class PairNetwork(nn.Module):  # type: ignore[misc]
    """Encodes premise and hypothesis together; the head sees the first piece, both means, their difference and their product.

    Args:
        frozen: lowest layers that learn nothing.
        dropout: share of values left out while training.
    """

    def __init__(self, frozen: int = 0, dropout: float = 0.1) -> None:
        super().__init__()
        hidden = SHAPE.hidden
        self.positions = nn.Embedding(POSITIONS, hidden)
        self.segment = nn.Parameter(torch.zeros(hidden))
        self.norm = nn.LayerNorm(hidden, eps=SHAPE.epsilon)
        self.layers = nn.ModuleList(Layer(SHAPE, dropout) for _ in range(SHAPE.layers))
        self.head = nn.Linear(5 * hidden, hidden)
        self.classes = nn.Linear(hidden, len(CLASSES))
        self.dropout = dropout
        self.frozen = frozen
        for name, parameter in self.named_parameters():
            number = int(name.split(".")[1]) if name.startswith("layers.") else -1 if not name.startswith(("head", "classes")) else SHAPE.layers
            parameter.requires_grad_(number >= frozen)

    def forward(self, words: Tensor, second: Tensor, mask: Tensor) -> Tensor:
        """Class logits ``(batch, 3)``.

        Args:
            words: ``(batch, pieces, hidden)`` word vectors.
            second: ``(batch, pieces)``, 1.0 in the hypothesis.
            mask: ``(batch, pieces)``, 1.0 where there is a piece.
        """
        x = words + self.positions(torch.arange(words.shape[1], device=words.device)) + self.segment
        x = F.dropout(self.norm(x), self.dropout, self.training)
        bias = (1.0 - mask)[:, None, None, :] * -1e4
        with torch.no_grad():
            for layer in self.layers[: self.frozen]:
                x = layer(x, bias)
        for layer in self.layers[self.frozen :]:
            x = layer(x, bias)
        parts = [(mask * share)[:, :, None] for share in (1.0 - second, second)]
        one, other = ((x * part).sum(1) / part.sum(1).clamp(min=1.0) for part in parts)
        z = torch.cat([x[:, 0], one, other, (one - other).abs(), one * other], dim=-1)
        z = F.dropout(F.gelu(self.head(z)), self.dropout, self.training)
        logits: Tensor = self.classes(z)
        return logits
