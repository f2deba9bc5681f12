"""The network: a small BERT encoder, a head that finds cues, and one that gives each cue its words."""

import torch
from torch import nn
from torch.nn import functional

WIDTH, LAYERS, HEADS, INNER = 384, 6, 12, 1536
CUE_LABELS = 3  # no cue, first word of one, further word of one
ROLE_LABELS = 3  # no part of the attribution, source, content
DISTANCES = 33  # 0 is the cue itself; 1 to 16 before it, 17 to 32 after it
CUE_MARKS = 3  # no cue, another cue, this cue


class Layer(nn.Module):
    """One transformer layer as in BERT (Devlin et al. 2019): normalised after each half."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.first_norm, self.second_norm = nn.LayerNorm(WIDTH, 1e-12), nn.LayerNorm(WIDTH, 1e-12)
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.dropout = nn.Dropout(dropout)

    def forward(self, states: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Return the new states; `mask` (batch, 1, 1, length) is 0 where there is a word, else very low."""
        batch, length, _ = states.shape

        def heads(linear: nn.Linear) -> torch.Tensor:
            return linear(states).view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2)

        mixed = functional.scaled_dot_product_attention(
            heads(self.query),
            heads(self.key),
            heads(self.value),
            mask.to(torch.get_autocast_dtype("cpu") if torch.is_autocast_enabled("cpu") else states.dtype),
        )
        mixed = mixed.transpose(1, 2).reshape(batch, length, WIDTH)
        states = self.first_norm(states + self.dropout(self.out(mixed)))
        inner = self.down(functional.gelu(self.up(states)))
        return self.second_norm(states + self.dropout(inner))


def low_where_empty(present: torch.Tensor) -> torch.Tensor:
    """Return the mask that a Layer takes; `present` (batch, length) is 1 where there is a word."""
    return (1 - present[:, None, None, :].to(torch.float32)) * -1e4


class Encoder(nn.Module):
    """From word pieces to the states of words and the logits of cues."""

    def __init__(self, pieces: int, places: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.word = nn.Embedding(pieces, WIDTH)
        self.place = nn.Embedding(places, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))  # BERT's "first sentence"
        self.letter_case = nn.Embedding(3, WIDTH)
        self.quoted = nn.Embedding(2, WIDTH)
        nn.init.zeros_(self.letter_case.weight)
        nn.init.zeros_(self.quoted.weight)
        self.norm = nn.LayerNorm(WIDTH, 1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.dropout = nn.Dropout(dropout)
        self.cue = nn.Linear(WIDTH, CUE_LABELS)

    def forward(
        self, pieces: torch.Tensor, letter_case: torch.Tensor, quoted: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Return the states (batch, length, WIDTH) and the cue logits (batch, length, 3) of word pieces.

        All three are (batch, length); a piece of 0 is padding.
        """
        states = self.word(pieces) + self.place.weight[: pieces.shape[1]] + self.kind
        states = states + self.letter_case(letter_case) + self.quoted(quoted)
        states = self.dropout(self.norm(states))
        mask = low_where_empty(pieces != 0)
        for layer in self.layers:
            states = layer(states, mask)
        return states, self.cue(self.dropout(states))


class Roles(nn.Module):
    """From the words of a paragraph and one cue to the words that are its source and its content."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.mark = nn.Embedding(CUE_MARKS, WIDTH)
        self.distance = nn.Embedding(DISTANCES, WIDTH)
        nn.init.normal_(self.mark.weight, std=0.02)
        nn.init.normal_(self.distance.weight, std=0.02)
        self.norm = nn.LayerNorm(WIDTH, 1e-12)
        self.layer = Layer(dropout)
        self.dropout = nn.Dropout(dropout)
        self.role = nn.Linear(WIDTH, ROLE_LABELS)
        self.valid = nn.Linear(WIDTH, 1)

    def forward(
        self, states: torch.Tensor, present: torch.Tensor, marks: torch.Tensor, distances: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Return the role logits (cues, words, 3) and the logit (cues,) that the cue is one."""
        states = self.norm(states + self.mark(marks) + self.distance(distances))
        states = self.layer(states, low_where_empty(present))
        ours = (marks == 2).to(states.dtype)[:, :, None]
        cue = (states * ours).sum(1) / ours.sum(1).clamp(min=1)
        return self.role(self.dropout(states)), self.valid(self.dropout(cue))[:, 0]


def _encoder(weights: dict[str, torch.Tensor]) -> Encoder:
    """Return the encoder with the weights of a BERT in Hugging Face's naming."""
    prefix = "bert." if any(name.startswith("bert.") for name in weights) else ""
    weights = {name.removeprefix(prefix): value for name, value in weights.items()}
    words = weights["embeddings.word_embeddings.weight"]
    places = weights["embeddings.position_embeddings.weight"]
    encoder = Encoder(len(words), len(places))
    renamed = {
        "word.weight": words,
        "place.weight": places,
        "kind": weights["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": weights["embeddings.LayerNorm.weight"],
        "norm.bias": weights["embeddings.LayerNorm.bias"],
    }
    parts = {
        "query": "attention.self.query",
        "key": "attention.self.key",
        "value": "attention.self.value",
        "out": "attention.output.dense",
        "first_norm": "attention.output.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "second_norm": "output.LayerNorm",
    }
    for layer in range(LAYERS):
        for ours, theirs in parts.items():
            for kind in ("weight", "bias"):
                renamed[f"layers.{layer}.{ours}.{kind}"] = weights[f"encoder.layer.{layer}.{theirs}.{kind}"]
    missing = encoder.load_state_dict(renamed, strict=False)
    if missing.unexpected_keys:
        raise ValueError(f"weights do not fit: {missing.unexpected_keys}")
    encoder.word.weight.requires_grad_(False)
    return encoder


class Both(nn.Module):
    """The two steps with the weights that training begins with."""

    def __init__(self, weights: dict[str, torch.Tensor]) -> None:
        super().__init__()
        self.encoder = _encoder(weights)
        self.roles = Roles()
        self.roles.layer.load_state_dict(self.encoder.layers[-1].state_dict())

    def parts(self) -> tuple[list[nn.Parameter], list[nn.Parameter]]:
        """Return the parameters that are new, and those that are the encoder's own."""
        new = ("roles.", "encoder.cue.", "encoder.letter_case.", "encoder.quoted.")
        trained = [
            (name.startswith(new), value) for name, value in self.named_parameters() if value.requires_grad
        ]
        return [value for is_new, value in trained if is_new], [
            value for is_new, value in trained if not is_new
        ]
