"""Write the trained network as ONNX: the graphs apart from the weights, which are stored once in 8 bits.

Two graphs are made of each part. The first turns the 8-bit weights back into float32 and computes in
float32, the same on every processor to within rounding; the second also rounds each layer's input to
8 bits, which is faster and differs from one kind of processor to another.

The graphs are written down here, and not traced from `net`, so that they do nothing twice: query, key and
value are one product, and nothing is masked, since what is read at once has one length (see
`inotherwords.network`). They use the operations of ONNX alone.
"""

from pathlib import Path

import numpy as np
import onnx
from net import HEADS, LAYERS, WIDTH
from onnx import NodeProto, TensorProto, helper, numpy_helper

OPSET, IR = 23, 11
SMALLEST = 10_000  # numbers; a smaller matrix stays in float32
TABLES = (
    "word",
    "place",
    "letter_case",
    "quoted",
    "mark",
    "distance",
)  # looked up by row; the others multiply
# The names under which a matrix's numbers and the steps of its rows or columns are stored.
EIGHT, STEP = "_8", "_step"

Parameters = dict[str, np.ndarray]


def in_eight_bits(weights: np.ndarray, axis: int) -> tuple[np.ndarray, np.ndarray]:
    """Return a matrix as whole numbers from -127 to 127 and the step of each of its rows or columns."""
    step = np.abs(weights).max(1 - axis) / 127
    step[step == 0] = 1
    step = step.astype(np.float32)
    return np.round(weights / np.expand_dims(step, 1 - axis)).astype(np.int8), step


def quantised(parameters: Parameters) -> Parameters:
    """Return the parameters of one part, each large matrix as two: its numbers in 8 bits, and its steps.

    Matrices that multiply have a row for each input, as ONNX wants them.
    """
    out: Parameters = {}
    for name, values in parameters.items():
        table = name.removesuffix(".weight") in TABLES
        matrix = np.ascontiguousarray(values if table else values.T, dtype=np.float32)
        if matrix.ndim == 2 and matrix.size >= SMALLEST:
            out[name + EIGHT], out[name + STEP] = in_eight_bits(matrix, 0 if table else 1)
        else:
            out[name] = matrix
    return out


def _node(operation: str, inputs: list[str], output: str, **attributes: object) -> NodeProto:
    return helper.make_node(operation, inputs, [output], **attributes)


def _table(name: str) -> NodeProto:
    """Return the node that turns a stored table back into float32."""
    return _node("DequantizeLinear", [name + EIGHT, name + STEP], name, axis=0)


def _product(x: str, names: list[str], output: str, integer: bool) -> list[NodeProto]:
    """Return the nodes that multiply x by some matrices side by side and add their biases."""
    here, kinds = output, {"eight": ".weight" + EIGHT, "step": ".weight" + STEP, "bias": ".bias"}
    # Joined when the graph is loaded, so that each number is stored once.
    nodes = [
        _node("Concat", [name + ending for name in names], f"{here}.{kind}", axis=-1)
        for kind, ending in kinds.items()
    ]
    if integer:
        rounded = [f"{here}.x", f"{here}.x_step", f"{here}.x_zero"]
        nodes += [
            helper.make_node("DynamicQuantizeLinear", [x], rounded),
            _node("MatMulInteger", [rounded[0], f"{here}.eight", rounded[2]], f"{here}.sum"),
            _node("Cast", [f"{here}.sum"], f"{here}.float", to=TensorProto.FLOAT),
            _node("Mul", [rounded[1], f"{here}.step"], f"{here}.steps"),
            _node("Mul", [f"{here}.float", f"{here}.steps"], f"{here}.product"),
        ]
    else:
        nodes += [
            _node("DequantizeLinear", [f"{here}.eight", f"{here}.step"], f"{here}.matrix", axis=1),
            _node("MatMul", [x, f"{here}.matrix"], f"{here}.product"),
        ]
    return [*nodes, _node("Add", [f"{here}.product", f"{here}.bias"], output)]


def _normalised(x: str, name: str) -> NodeProto:
    return _node("LayerNormalization", [x, f"{name}.weight", f"{name}.bias"], name, axis=-1, epsilon=1e-12)


def _layer(x: str, name: str, integer: bool, asked: str = "") -> list[NodeProto]:
    """Return the nodes of one transformer layer (`net.Layer`); its output is `name`.second_norm.

    `asked` are the numbers of the rows that are asked for, if not all.
    """

    def product(x: str, names: list[str], output: str) -> list[NodeProto]:
        return _product(x, [f"{name}.{one}" for one in names], f"{name}.{output}", integer)

    nodes = product(x, ["query", "key", "value"], "all")
    split = [f"{name}.{one}.flat" for one in ("query", "key", "value")]
    nodes.append(helper.make_node("Split", [f"{name}.all", "thirds"], split, axis=-1))
    if asked:
        nodes += [
            _node("Gather", [split[0], asked], f"{name}.query.asked", axis=1),
            _node("Gather", [x, asked], f"{name}.asked", axis=1),
        ]
        split[0], x = f"{name}.query.asked", f"{name}.asked"
    nodes += [
        _node("Attention", split, f"{name}.joined", q_num_heads=HEADS, kv_num_heads=HEADS),
        *product(f"{name}.joined", ["out"], "attended"),
        _node("Add", [x, f"{name}.attended"], f"{name}.first"),
        _normalised(f"{name}.first", f"{name}.first_norm"),
        *product(f"{name}.first_norm", ["up"], "inner"),
        # The exact GELU (Hendrycks & Gimpel 2016) in the shape that onnxruntime knows.
        _node("Div", [f"{name}.inner", "root_2"], f"{name}.inner.a"),
        _node("Erf", [f"{name}.inner.a"], f"{name}.inner.b"),
        _node("Add", [f"{name}.inner.b", "one"], f"{name}.inner.c"),
        _node("Mul", [f"{name}.inner", f"{name}.inner.c"], f"{name}.inner.d"),
        _node("Mul", [f"{name}.inner.d", "half"], f"{name}.gelu"),
        *product(f"{name}.gelu", ["down"], "outer"),
        _node("Add", [f"{name}.first_norm", f"{name}.outer"], f"{name}.second"),
        _normalised(f"{name}.second", f"{name}.second_norm"),
    ]
    return nodes


CONSTANTS = {
    "thirds": np.array([WIDTH] * 3),
    "root_2": np.float32(2**0.5),
    "one": np.float32(1),
    "half": np.float32(0.5),
}


def cues_nodes(integer: bool) -> list[NodeProto]:
    """Return the nodes of the first step (`net.Encoder`), which answers for the first piece of each word."""
    nodes = [
        _table("word.weight"),
        _node("Gather", ["word.weight", "pieces"], "words"),
        _table("place.weight"),
        helper.make_node("Shape", ["pieces"], ["length"], start=1, end=2),
        _node("Slice", ["place.weight", "begin", "length", "begin"], "places"),
        _node("Add", ["words", "places"], "placed"),
        _node("Add", ["placed", "kind"], "of_a_kind"),
        _node("Gather", ["letter_case.weight", "letter_case"], "cases"),
        _node("Add", ["of_a_kind", "cases"], "cased"),
        _node("Gather", ["quoted.weight", "quoted"], "quotes"),
        _node("Add", ["cased", "quotes"], "embedded"),
        _normalised("embedded", "norm"),
    ]
    names = [f"layers.{number}" for number in range(LAYERS)]
    for x, name in zip(["norm", *(f"{name}.second_norm" for name in names)], names, strict=False):
        nodes += _layer(x, name, integer, "first" if name == names[-1] else "")
    return [
        *nodes,
        _node("Identity", [f"{names[-1]}.second_norm"], "states"),
        _node("MatMul", ["states", "cue.weight"], "logits"),
        _node("Add", ["logits", "cue.bias"], "cues"),
    ]


def roles_nodes(integer: bool) -> list[NodeProto]:
    """Return the nodes of the second step (`net.Roles`)."""
    return [
        _node("Gather", ["mark.weight", "marks"], "marked"),
        _node("Add", ["states", "marked"], "with_marks"),
        _table("distance.weight"),
        _node("Gather", ["distance.weight", "distances"], "distant"),
        _node("Add", ["with_marks", "distant"], "embedded"),
        _normalised("embedded", "norm"),
        *_layer("norm", "layer", integer),
        _node("MatMul", ["layer.second_norm", "role.weight"], "logits"),
        _node("Add", ["logits", "role.bias"], "roles"),
    ]


def _values(name: str, kind: int, *shape: str | int) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, kind, list(shape))


PARTS = {
    "cues": (
        cues_nodes,
        [
            *(_values(name, TensorProto.INT64, 1, "pieces") for name in ("pieces", "letter_case", "quoted")),
            _values("first", TensorProto.INT64, "words"),
        ],
        [
            _values("states", TensorProto.FLOAT, 1, "words", WIDTH),
            _values("cues", TensorProto.FLOAT, 1, "words", 3),
        ],
    ),
    "roles": (
        roles_nodes,
        [
            _values("states", TensorProto.FLOAT, 1, "words", WIDTH),
            *(_values(name, TensorProto.INT64, "cues", "words") for name in ("marks", "distances")),
        ],
        [_values("roles", TensorProto.FLOAT, "cues", "words", 3)],
    ),
}


def _stored(tensor: np.ndarray, name: str, weights: bytearray) -> TensorProto:
    """Return a tensor whose numbers stand in weights.bin; adds them there."""
    out = numpy_helper.from_array(tensor, name)
    out.ClearField("raw_data")
    out.data_location = TensorProto.EXTERNAL
    for key, value in (("location", "weights.bin"), ("offset", len(weights)), ("length", tensor.nbytes)):
        entry = out.external_data.add()
        entry.key, entry.value = key, str(value)
    weights += tensor.tobytes()
    weights += bytes(-len(weights) % 64)
    return out


def write(parts: dict[str, Parameters], folder: Path) -> None:
    """Write cues.onnx, roles.onnx, their 8-bit twins and weights.bin; `parts` are quantised parameters."""
    folder.mkdir(parents=True, exist_ok=True)
    weights = bytearray()
    for part, parameters in parts.items():
        nodes, inputs, outputs = PARTS[part]
        stored = [
            _stored(values, name, weights)
            if name.endswith((EIGHT, STEP))
            else numpy_helper.from_array(values, name)
            for name, values in parameters.items()
        ]
        constants = CONSTANTS | ({"begin": np.array([0])} if part == "cues" else {})
        stored += [numpy_helper.from_array(np.asarray(value), name) for name, value in constants.items()]
        for kind in ("", "_int8"):
            graph = helper.make_graph(nodes(bool(kind)), part, inputs, outputs, stored)
            model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR)
            path = folder / f"{part}{kind}.onnx"
            path.write_bytes(model.SerializeToString(deterministic=True))
    (folder / "weights.bin").write_bytes(bytes(weights))


def export(encoder: dict[str, np.ndarray], roles: dict[str, np.ndarray], folder: Path) -> None:
    """Write the trained parameters of `net.Encoder` and `net.Roles`, by name, into a folder."""
    alone = {name: values for name, values in roles.items() if not name.startswith("valid.")}  # for training
    write({"cues": quantised(encoder), "roles": quantised(alone)}, folder)
