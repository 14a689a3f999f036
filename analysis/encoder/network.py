"""The reader as a PyTorch network; only training and export import this.

An attribution has one anchor: the first piece of its cue or, where it has no cue, the first piece of its content. The encoder scores every piece as an
anchor; then, for each anchor, every piece is labeled as nothing, source, cue or content *of that anchor*. So contents may nest, have gaps and share
sentences, and which source belongs to which content is learned rather than joined by distance.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import torch  # type: ignore[import-not-found]
from torch import Tensor, nn
from torch.nn import functional as F  # type: ignore[import-not-found]  # noqa: N812

from analysis.encoder.base_weights import BaseModel
from analysis.encoder.labels import DISTANCES, KINDS, ROLES, SENTENCE_STEPS, STYLES

#: Width of the projections that the pair head works on.
PAIR: Final = 192
#: What a piece gives as itself and as an anchor: one part to add, one to multiply.
PROJECTED: Final = 2 * PAIR


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the encoder."""

    hidden: int = 384
    layers: int = 6
    heads: int = 12
    inner: int = 1536
    positions: int = 512
    epsilon: float = 1e-12


def attend(q: Tensor, k: Tensor, v: Tensor, bias: Tensor | None, heads: int) -> Tensor:
    """Attention over ``(batch, pieces, hidden)``; `bias` is added to the scores."""
    q, k, v = (x.view(*x.shape[:2], heads, -1).transpose(1, 2) for x in (q, k, v))
    return F.scaled_dot_product_attention(q, k, v, attn_mask=bias).transpose(1, 2).flatten(2)


class Attend(torch.autograd.Function):  # type: ignore[misc]
    """`attend` without bias as the one operator that onnxruntime has for it, which never writes the square of scores to memory."""

    @staticmethod
    def forward(ctx: Any, q: Tensor, k: Tensor, v: Tensor, heads: int) -> Tensor:
        return attend(q, k, v, None, heads)

    @staticmethod
    def symbolic(g: Any, q: Any, k: Any, v: Any, heads: int) -> Any:
        return g.op("com.microsoft::MultiHeadAttention", q, k, v, num_heads_i=heads).setType(q.type())


class Layer(nn.Module):  # type: ignore[misc]
    """One transformer layer, normalized after each part as in BERT."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.heads = shape.heads
        self.dropout = dropout
        self.qkv = nn.Linear(shape.hidden, 3 * shape.hidden)
        self.out = nn.Linear(shape.hidden, shape.hidden)
        self.norm_attention = nn.LayerNorm(shape.hidden, eps=shape.epsilon)
        self.inner = nn.Linear(shape.hidden, shape.inner)
        self.outer = nn.Linear(shape.inner, shape.hidden)
        self.norm_inner = nn.LayerNorm(shape.hidden, eps=shape.epsilon)

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        """``(batch, pieces, hidden)`` → the same; `bias` is added to attention scores, 0 or a large negative number, ``(batch, 1, 1, pieces)``."""
        q, k, v = self.qkv(x).chunk(3, dim=-1)
        mixed = Attend.apply(q, k, v, self.heads) if torch.onnx.is_in_onnx_export() else attend(q, k, v, bias, self.heads)
        mixed = self.out(mixed)
        x = self.norm_attention(x + F.dropout(mixed, self.dropout, self.training))
        inner = self.outer(F.gelu(self.inner(x)))
        return self.norm_inner(x + F.dropout(inner, self.dropout, self.training))


class Encoder(nn.Module):  # type: ignore[misc]
    """Word vectors and flags in, vectors in context out."""

    def __init__(self, shape: Shape, dropout: float = 0.1) -> None:
        super().__init__()
        self.positions = nn.Embedding(shape.positions, shape.hidden)
        self.segment = nn.Parameter(torch.zeros(shape.hidden))
        self.quotes = nn.Embedding(4, shape.hidden)
        self.breaks = nn.Embedding(3, shape.hidden)
        self.styles = nn.Embedding(len(STYLES), shape.hidden)
        for table in (self.quotes, self.breaks, self.styles):
            nn.init.zeros_(table.weight)
        self.norm = nn.LayerNorm(shape.hidden, eps=shape.epsilon)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.layers))
        self.dropout = dropout

    def forward(self, words: Tensor, quotes: Tensor, breaks: Tensor, style: Tensor, mask: Tensor | None) -> Tensor:
        """Encode windows.

        Args:
            words: ``(batch, pieces, hidden)`` word vectors.
            quotes, breaks: ``(batch, pieces)`` flags.
            style: ``(batch,)`` annotation style.
            mask: ``(batch, pieces)``, 1.0 where there is a piece; None if there is one everywhere.
        """
        places = torch.arange(words.shape[1], device=words.device)
        x = words + self.positions(places) + self.segment + self.quotes(quotes) + self.breaks(breaks) + self.styles(style)[:, None]
        x = F.dropout(self.norm(x), self.dropout, self.training)
        bias = None if mask is None else (1.0 - mask)[:, None, None, :] * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        return x


class Mixer(nn.Module):  # type: ignore[misc]
    """Lets neighboring pieces agree on their label."""

    def __init__(self, width: int, dilation: int) -> None:
        super().__init__()
        self.conv = nn.Conv1d(width, width, 3, padding=dilation, dilation=dilation)
        self.norm = nn.LayerNorm(width)
        self.product: nn.Linear | None = None

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """``(anchors, pieces, width)`` → the same."""
        mixed = self.conv((x * mask).transpose(1, 2)).transpose(1, 2) if self.product is None else self._multiply(x * mask, self.product)
        return self.norm(x + F.gelu(mixed))

    def become_product(self) -> None:
        """Compute the convolution as one matrix product and two shifts from now on: products are computed with 8 bits at run time, convolutions are not."""
        width = self.conv.in_channels
        self.product = nn.Linear(width, 3 * width, bias=False)
        self.product.weight = nn.Parameter(self.conv.weight.detach().permute(2, 0, 1).reshape(3 * width, width).contiguous())

    def _multiply(self, x: Tensor, product: nn.Linear) -> Tensor:
        reach = self.conv.dilation[0]
        left, middle, right = product(x).chunk(3, dim=-1)
        return middle + F.pad(left[:, :-reach], (0, 0, reach, 0)) + F.pad(right[:, reach:], (0, 0, 0, reach)) + self.conv.bias


class PairHead(nn.Module):  # type: ignore[misc]
    """For one anchor: the role of every piece around it."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.kinds = nn.Embedding(len(KINDS), PAIR)
        self.distances = nn.Embedding(DISTANCES, PAIR)
        self.sentences = nn.Embedding(SENTENCE_STEPS, PAIR)
        self.quotes = nn.Embedding(4, PAIR)
        self.same_quotation = nn.Embedding(2, PAIR)
        self.norm = nn.LayerNorm(PAIR)
        self.mixers = nn.ModuleList(Mixer(PAIR, d) for d in (1, 2, 4))
        self.roles = nn.Linear(PAIR, len(ROLES))
        self.dropout = dropout
        for table in (self.kinds, self.distances, self.sentences, self.quotes, self.same_quotation):
            nn.init.normal_(table.weight, std=0.1)

    def forward(
        self, as_piece: Tensor, as_anchor: Tensor, kind: Tensor, distance: Tensor, sentence: Tensor, quote: Tensor, same: Tensor, mask: Tensor
    ) -> Tensor:
        """Label pieces for anchors.

        Args:
            as_piece: ``(anchors, pieces, PROJECTED)``.
            as_anchor: ``(anchors, PROJECTED)``.
            kind: ``(anchors,)``.
            distance, sentence, quote, same: ``(anchors, pieces)`` buckets.
            mask: ``(anchors, pieces)``.

        Returns:
            Role logits ``(anchors, pieces, 4)``.
        """
        add, times = as_piece.chunk(2, dim=-1)
        add_a, times_a = as_anchor.chunk(2, dim=-1)
        x = add + (add_a + self.kinds(kind))[:, None] + times * times_a[:, None]
        x = x + self.distances(distance) + self.sentences(sentence) + self.quotes(quote) + self.same_quotation(same)
        x = F.dropout(F.gelu(self.norm(x)), self.dropout, self.training)
        column = mask[:, :, None]
        for mixer in self.mixers:
            x = mixer(x, column)
        roles: Tensor = self.roles(F.dropout(x, self.dropout, self.training))
        return roles


class Reader(nn.Module):  # type: ignore[misc]
    """Encoder, anchor scores, projections and pair head."""

    def __init__(self, shape: Shape, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = Encoder(shape, dropout)
        self.anchor_hidden = nn.Linear(shape.hidden, shape.hidden)
        self.anchor = nn.Linear(shape.hidden, len(KINDS))
        self.as_piece = nn.Linear(shape.hidden, PROJECTED)
        self.as_anchor = nn.Linear(shape.hidden, PROJECTED)
        self.pairs = PairHead(dropout)
        nn.init.constant_(self.anchor.bias, -3.0)

    def forward(self, words: Tensor, quotes: Tensor, breaks: Tensor, style: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor, Tensor]:
        """Anchor logits ``(batch, pieces, 2)`` and the projections that `PairHead` takes."""
        x = self.encoder(words, quotes, breaks, style, mask)
        anchors = self.anchor(F.gelu(self.anchor_hidden(x)))
        return anchors, self.as_piece(x), self.as_anchor(x)


def load_base(encoder: Any, base: BaseModel) -> None:
    """Copy the base encoder's weights into an encoder; of the layers the lowest and of the positions the first, as many as it has.

    Args:
        encoder: a module with `positions`, `segment`, `norm` and `layers` of `Layer`.
    """

    def take(name: str) -> Tensor:
        return torch.from_numpy(base.tensors[name])

    copies: list[tuple[Any, Tensor]] = [
        (encoder.positions.weight, take("emb.pos").view(-1, base.hidden)[: encoder.positions.num_embeddings]),
        (encoder.segment, take("emb.type")[: base.hidden]),
        (encoder.norm.weight, take("emb.ln.w")),
        (encoder.norm.bias, take("emb.ln.b")),
    ]
    for number, layer in enumerate(encoder.layers):
        at = f"l{number}."
        copies += [
            (layer.qkv.weight, torch.cat([take(f"{at}{part}.w") for part in "qkv"])),
            (layer.qkv.bias, torch.cat([take(f"{at}{part}.b") for part in "qkv"])),
        ]
        for module, name in ((layer.out, "ao"), (layer.norm_attention, "aln"), (layer.inner, "fi"), (layer.outer, "fo"), (layer.norm_inner, "oln")):
            copies += [(module.weight, take(f"{at}{name}.w")), (module.bias, take(f"{at}{name}.b"))]
    with torch.no_grad():
        for target, source in copies:
            target.copy_(source)
