"""Write the trained network as ONNX: the graphs apart from the weights, which are stored once in 8 bits.

Two graphs are made of each part. The first turns the 8-bit weights back into float32 and computes in
float32, the same on every processor to within rounding; the second also rounds each layer's input to
8 bits, which is faster and differs from one kind of processor to another.
"""

import tempfile
import warnings
from pathlib import Path

import net
import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

OPSET = 17
PARTS = {
    "cues": (["pieces", "letter_case", "quoted"], ["states", "cues"]),
    "roles": (["states", "present", "marks", "distances"], ["roles"]),
}


class RolesAlone(torch.nn.Module):
    """The second step without what only training asks of it."""

    def __init__(self, roles: net.Roles) -> None:
        super().__init__()
        self.roles = roles

    def forward(self, *inputs: torch.Tensor) -> torch.Tensor:
        """Return the role logits."""
        return self.roles(*inputs)[0]


def _graph(part: str, module: torch.nn.Module) -> onnx.ModelProto:
    """Return one part of the network as torch traces it, in float32."""
    inputs, outputs = PARTS[part]
    numbers = torch.ones((2, 5), dtype=torch.long)
    example = (numbers,) * 3 if part == "cues" else (torch.zeros(2, 5, net.WIDTH), *(numbers,) * 3)
    axes = {name: {0: "rows", 1: "words"} for name in [*inputs, *outputs]}
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        path = Path(folder, "graph.onnx")
        torch.onnx.export(
            module.eval(),
            example,
            str(path),
            input_names=inputs,
            output_names=outputs,
            dynamic_axes=axes,
            opset_version=OPSET,
            dynamo=False,
        )
        return onnx.load(str(path))


def _in_eight_bits(weights: np.ndarray, axis: int) -> tuple[np.ndarray, np.ndarray]:
    """Return a matrix as whole numbers from -127 to 127 and the step of each of its rows or columns."""
    step = np.abs(weights).max(1 - axis) / 127
    step[step == 0] = 1
    step = step.astype(np.float32)
    return np.round(weights / np.expand_dims(step, 1 - axis)).astype(np.int8), step


def _consumers(graph: onnx.GraphProto) -> dict[str, onnx.NodeProto]:
    return {name: node for node in graph.node for name in node.input}


def _store(tensor: np.ndarray, name: str, weights: bytearray, file: str) -> TensorProto:
    """Return a tensor whose numbers stand in the weights file; adds them there."""
    out = numpy_helper.from_array(tensor, name)
    out.ClearField("raw_data")
    out.data_location = TensorProto.EXTERNAL
    for key, value in (("location", file), ("offset", len(weights)), ("length", tensor.nbytes)):
        entry = out.external_data.add()
        entry.key, entry.value = key, str(value)
    weights += tensor.tobytes()
    weights += bytes(-len(weights) % 64)
    return out


def _integer_product(node: onnx.NodeProto, name: str) -> list[onnx.NodeProto]:
    """Return the nodes that multiply in 8 bits what `node` multiplies in float32."""
    here = f"{name}_integer"
    return [
        helper.make_node(
            "DynamicQuantizeLinear", [node.input[0]], [f"{here}_x", f"{here}_step", f"{here}_zero"]
        ),
        helper.make_node("MatMulInteger", [f"{here}_x", f"{name}_8", f"{here}_zero"], [f"{here}_sum"]),
        helper.make_node("Cast", [f"{here}_sum"], [f"{here}_float"], to=TensorProto.FLOAT),
        helper.make_node("Mul", [f"{here}_step", f"{name}_step"], [f"{here}_steps"]),
        helper.make_node("Mul", [f"{here}_float", f"{here}_steps"], [node.output[0]]),
    ]


def _save(
    model: onnx.ModelProto, stored: dict[str, tuple[TensorProto, TensorProto, int]], path: Path, integer: bool
) -> None:
    """Write one graph that reads its matrices from the weights file."""
    out = onnx.ModelProto()
    out.CopyFrom(model)
    graph = out.graph
    kept = [tensor for tensor in graph.initializer if tensor.name not in stored]
    users = _consumers(graph)
    nodes: list[onnx.NodeProto] = []
    by_integer = {name for name in stored if integer and users[name].op_type == "MatMul"}
    for name, (_, _, axis) in stored.items():
        if name not in by_integer:
            nodes.append(
                helper.make_node("DequantizeLinear", [f"{name}_8", f"{name}_step"], [name], axis=axis)
            )
    for node in graph.node:
        product = node.op_type == "MatMul" and node.input[1] in by_integer
        nodes += _integer_product(node, node.input[1]) if product else [node]
    del graph.node[:], graph.initializer[:]
    graph.node.extend(nodes)
    graph.initializer.extend(kept + [tensor for pair in stored.values() for tensor in pair[:2]])
    path.write_bytes(out.SerializeToString(deterministic=True))


def export(encoder: net.Encoder, roles: net.Roles, folder: Path) -> None:
    """Write cues.onnx, roles.onnx, their 8-bit twins and weights.bin into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    weights = bytearray()
    for part, module in (("cues", encoder), ("roles", RolesAlone(roles))):
        model = _graph(part, module)
        users = _consumers(model.graph)
        stored = {}
        for tensor in model.graph.initializer:
            matrix = numpy_helper.to_array(tensor)
            if matrix.dtype != np.float32 or matrix.ndim != 2 or matrix.size < 10_000:
                continue
            axis = 1 if users[tensor.name].op_type == "MatMul" else 0
            eight, step = _in_eight_bits(matrix, axis)
            stored[tensor.name] = (
                _store(eight, f"{tensor.name}_8", weights, "weights.bin"),
                _store(step, f"{tensor.name}_step", weights, "weights.bin"),
                axis,
            )
        _save(model, stored, folder / f"{part}.onnx", integer=False)
        _save(model, stored, folder / f"{part}_int8.onnx", integer=True)
    (folder / "weights.bin").write_bytes(bytes(weights))
