"""Run the network: its two steps by onnxruntime, from the word pieces of a window to probabilities.

The weights are in `model` beside this file, with a card that says where they come from; how they were
trained is in the folder training. What it is asked, and in which portions, is in `answers`.
"""

from functools import cache

import numpy as np

from inotherwords.attribution.network.answers import CueWords, Network, Roles
from inotherwords.attribution.network.windows import Window
from inotherwords.attribution.network.wordpieces import MODEL

SLOWER = ["SkipLayerNormFusion"]  # on a processor: the two operations that it makes one are faster apart


def load(int8: bool = False) -> Network:
    """Return the committed network, in float32 or, for large corpora, in 8-bit arithmetic."""
    return _started(int8)


@cache
def _started(int8: bool) -> Network:
    return start(int8)


def start(int8: bool = False) -> Network:
    """Return the committed network with sessions of its own; `load` gives everybody the same."""
    # Imported where it is used: most of the library does without.
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    # Without this, onnxruntime multiplies the 8-bit weights of the float graphs in 8 bits too.
    options.add_session_config_entry("session.disable_quant_qdq", "1")
    cues, roles = (
        onnxruntime.InferenceSession(
            MODEL / f"{name}_int8.onnx" if int8 else MODEL / f"{name}.onnx",
            options,
            providers=["CPUExecutionProvider"],
            disabled_optimizers=SLOWER,
        )
        for name in ("cues", "roles")
    )

    def encode(window: Window) -> tuple[np.ndarray, CueWords]:
        """Word pieces, letter case and quotation (1, pieces), and the place of each word's first (words) ->
        states (1, words, 384) and logits (1, words, 3: none, first word, further word)."""
        pieces = {name: [getattr(window, name)] for name in ("pieces", "letter_case", "quoted")}
        states, logits = cues.run(None, _integers(pieces | {"first": window.first}))
        none, first, further = softmax(logits[0]).T
        return states, CueWords(*(column.tolist() for column in (1 - none, none, first, further)))

    def assign(
        states: np.ndarray, here: range, marks: list[list[int]], distances: list[list[int]]
    ) -> list[Roles]:
        """States (1, words, 384), marks and distances (cues, words) -> logits (cues, words, 3)."""
        asked = {"states": states[:, here.start : here.stop]}
        asked |= _integers({"marks": marks, "distances": distances})
        return softmax(roles.run(None, asked)[0]).tolist()

    return Network(encode, assign)


def _integers(named: dict[str, list]) -> dict[str, np.ndarray]:
    return {name: np.array(values, dtype=np.int64) for name, values in named.items()}


def softmax(logits: np.ndarray) -> np.ndarray:
    """Return the logits of the last axis as probabilities.

    >>> softmax(np.array([0.0, 0.0])).tolist()
    [0.5, 0.5]
    """
    raised = np.exp(logits - logits.max(-1, keepdims=True))
    return raised / raised.sum(-1, keepdims=True)
