"""Writes a PyTorch network as a model that Convoscope opens.

    from convoscope_export import export
    export(network, "mine.safetensors", classes="0123456789")

It needs Python 3.9 and PyTorch 1.13, or newer ones, and nothing else: copy this file beside your own. The README
beside it has a whole example ("Your own network from PyTorch") and describes the file that is written.
"""
import json
import math
import os
import pathlib
import struct

import torch
from torch import nn

__all__ = ["ExportError", "ScaledTanh", "export"]


class ExportError(ValueError):
    """The network is none that Convoscope can show. One line: which module, why, and what to do."""


class ScaledTanh(nn.Module):
    """1.7159 tanh(2x/3), the non-linearity of LeNet-5 (LeCun et al. 1998, appendix A)."""

    def forward(self, values):
        return 1.7159 * torch.tanh(values * (2 / 3))


def export(network, path, *, classes, input_shape=(1, 32, 32), input_range=(0, 1), preprocessing="mnist",
           temperature=1.0, unsure_below=0.5):
    """Writes `network`, as it computes in eval(), to the file `path`: all of it or nothing.

    network        nn.Sequential, nested as you like, of Conv2d, MaxPool2d, AvgPool2d and Linear, each followed by at
                   most one of ReLU, Tanh, ScaledTanh and Sigmoid; BatchNorm right after Conv2d or Linear; Flatten,
                   Dropout and Identity. It may end in Softmax or LogSoftmax: if not, softmax is added
    classes        one name for each output: strings, or range(10)
    input_shape    (channels, height, width); one can draw for 1 channel of at least 28x28
    input_range    the values that stood for empty paper and for full ink when the network was trained
    preprocessing  "mnist": the drawing is cropped to the ink, fitted into 20x20 and centred by mass in 28x28;
                   "fit": cropped and fitted into 28x28. Either is then padded with paper to `input_shape`
    temperature    divides the logits before softmax
    unsure_below   the verdict is "unsure" when the largest probability is smaller

    Raises ExportError when such a file cannot say what is asked for, OSError when it cannot be written.
    """
    classes = [str(name) for name in classes]
    _check_settings(classes, input_shape, input_range, preprocessing, temperature, unsure_below)
    chain = _Chain(input_shape)
    chain.walk(network, "network")
    chain.finish(len(classes))
    architecture = {
        "version": 1,
        "nodes": [{"name": "input", "op": "input", "inputs": []}, *(layer.node for layer in chain.layers)],
        "classes": classes,
        "input": {"shape": list(input_shape), "range": [float(value) for value in input_range],
                  "preprocessing": preprocessing},
        "temperature": float(temperature),
        "unsure_below": float(unsure_below)}
    _write(pathlib.Path(path), architecture, chain.tensors())


class _Layer:
    """A node of the file, and the two tensors that belong to it, in double precision; a pool has none."""

    def __init__(self, node, weight=None, bias=None):
        self.node = {"name": None, "op": None, "inputs": None, **node, "activation": "identity"}
        self.weight = weight
        self.bias = bias

    def has(self, activation):
        return self.node["activation"] == activation


class _Chain:
    """The layers so far, and the shape of what the last one gives: [maps, height, width], or [units] once flattened."""

    def __init__(self, input_shape):
        self.shape = list(input_shape)
        self.layers = []
        self.place = ""  # the module at hand, as one would write it: network[2][0] (Conv2d)

    def require(self, condition, why):
        _require(condition, f"{self.place}: {why}")

    def walk(self, module, place):
        self.place = f"{place} ({type(module).__name__})"
        self.require(isinstance(module, nn.Module), "it is no module: give an nn.Sequential")
        self.require(not module._forward_pre_hooks and not module._forward_hooks,
                     "it has hooks, which may change what it computes: remove them (nn.utils.remove_weight_norm, "
                     "nn.utils.prune.remove, remove() of what register_forward_hook gave)")
        for kind, take in _KINDS.items():
            # A class derived from one of these that computes something else is none of them.
            if isinstance(module, kind) and type(module).forward is kind.forward:
                return take(self, module)
        if isinstance(module, nn.Sequential) and type(module).forward is nn.Sequential.forward:
            for index, child in enumerate(module):  # children() would leave out a module's second use
                self.walk(child, f"{place}[{index}]")
            return
        self.require(not list(module.children()),
                     "a class of its own does not tell in which order it computes: give nn.Sequential(net.conv1, "
                     "nn.ReLU(), ...) of its modules, in the order of its forward()")
        self.require(False, "Convoscope has no such layer: use Conv2d, MaxPool2d, AvgPool2d, Linear, ReLU, Tanh, "
                            "Sigmoid, convoscope_export.ScaledTanh, BatchNorm2d, Flatten, Dropout, Identity, and "
                            "Softmax at the end")

    def conv(self, module):
        self.require(module.groups == 1, f"groups={module.groups}: use groups=1")
        self.require(module.padding_mode == "zeros", f"padding_mode='{module.padding_mode}': use 'zeros'")
        window = self.window(module, "conv")
        self.require_given(module.in_channels, self.shape[0], "maps")
        weight, bias = _parameters(module)
        node = {"op": "conv", "channels": module.out_channels, **window}
        exists = (weight != 0).flatten(2).any(2)  # [maps, input maps]: a kernel of zeros is none, as in LeNet-5's C3
        if not exists.all() and exists.any(1).all():
            node["connections"] = ["".join("01"[entry] for entry in row) for row in exists.tolist()]
        self.add(node, [module.out_channels, *self.positions(window)], weight, bias)

    def max_pool(self, module):
        self.require(not module.return_indices, "return_indices=True: use False")
        self.pool(module, "max_pool")

    def average_pool(self, module):
        self.require(module.divisor_override is None, f"divisor_override={module.divisor_override}: leave it out")
        self.require(module.count_include_pad or module.padding in (0, (0, 0)),
                     "count_include_pad=False: Convoscope counts the padding: use True, or padding=0")
        self.pool(module, "average_pool")

    def pool(self, module, op):
        self.require(not module.ceil_mode, "ceil_mode=True: use False, and padding where the last row counts")
        window = self.window(module, op)
        self.add({"op": op, **window}, [self.shape[0], *self.positions(window)])

    def window(self, module, op):
        """The part of a node that convolutions and pools share."""
        kernel, stride = _pair(module.kernel_size), _pair(module.stride)
        dilation, padding = _pair(getattr(module, "dilation", 1)), module.padding
        if padding == "same":
            self.require(all(size % 2 for size in kernel),
                         "padding='same' with an even kernel pads one side more than the other: use an odd kernel")
            padding = [size // 2 for size in kernel]
        padding = _pair(0 if padding == "valid" else padding)
        self.require(dilation == [1, 1], f"dilation={tuple(dilation)}: use dilation=1")
        self.require(stride[0] == stride[1], f"stride={tuple(stride)}: use the same in both directions")
        self.require(padding[0] == padding[1], f"padding={tuple(padding)}: use the same in both directions")
        largest = min(kernel) - 1 if op == "conv" else min(kernel) // 2
        self.require(padding[0] <= largest, f"padding={padding[0]}: use at most {largest} with this kernel")
        self.require(len(self.shape) == 3,
                     f"it needs maps and is given {self.shape[0]} units: put it before nn.Flatten()")
        fits = all(size <= extent + 2 * padding[0] for size, extent in zip(kernel, self.shape[1:]))
        self.require(fits, f"its kernel is larger than the maps of {self.shape[1]}x{self.shape[2]} that it is given: "
                           "check input_shape and the modules before it")
        return {"kernel": kernel, "stride": stride[0], "padding": padding[0]}

    def positions(self, window):
        """Height and width of what a window gives (torch.nn.Conv2d, "Shape")."""
        return [(extent + 2 * window["padding"] - size) // window["stride"] + 1
                for extent, size in zip(self.shape[1:], window["kernel"])]

    def linear(self, module):
        self.require(len(self.shape) == 1, "it needs units and is given maps: put nn.Flatten() before it")
        self.require_given(module.in_features, self.shape[0], "units")
        self.add({"op": "linear", "channels": module.out_features}, [module.out_features], *_parameters(module))

    def require_given(self, takes, given, what):
        self.require(takes == given, f"it takes {takes} {what} and is given {given}: check input_shape and the modules "
                                     "before it")

    def batch_norm(self, module):
        """Becomes part of the layer before: w' = s w, b' = s (b - mean) + beta; s = gamma / sqrt(variance + eps)."""
        before = self.layers[-1] if self.layers else _Layer({})
        self.require(before.weight is not None and before.has("identity"),
                     "put it right after a Conv2d or Linear, before the non-linearity: it becomes part of its weights")
        self.require(module.running_mean is not None, "track_running_stats=False, it depends on the batch: use True")
        self.require_given(module.num_features, len(before.bias), "maps or units")
        scale = 1 / torch.sqrt(_values(module.running_var) + module.eps)
        shift = 0
        if module.affine:
            scale *= _values(module.weight)
            shift = _values(module.bias)
        before.weight = before.weight * scale.reshape(-1, *[1] * (before.weight.dim() - 1))
        before.bias = scale * (before.bias - _values(module.running_mean)) + shift

    def flatten(self, module):
        self.require(module.start_dim == 1 and module.end_dim in (-1, len(self.shape)),
                     "it must flatten all but the batch: use nn.Flatten() as it is")
        self.shape = [math.prod(self.shape)]

    def softmax(self, module):
        dimensions = 1 + len(self.shape)  # the batch's is the first
        self.require(module.dim in (1, 1 - dimensions) and math.prod(self.shape) == self.shape[0],
                     "it must run over all outputs: use nn.Softmax(dim=1) after Linear or nn.Flatten()")
        self.activate("softmax")

    def activate(self, name):
        self.require(self.layers, "the input has no non-linearity: put it after a Conv2d, a pool or Linear")
        self.require(self.layers[-1].has("identity"), "a layer has one non-linearity, and the layer before it has "
                                                      f"{self.layers[-1].node['activation']}: leave one out")
        self.layers[-1].node["activation"] = name

    def skip(self, module):
        """It changes nothing in eval()."""

    def add(self, node, shape, weight=None, bias=None):
        self.require(not self.layers or not self.layers[-1].has("softmax"), "it follows softmax: put softmax last")
        self.layers.append(_Layer(node, weight, bias))
        self.shape = shape

    def finish(self, outputs):
        """Names the layers conv1, pool1, ..., fc1, ..., output, each with the one before as its input."""
        self.place = "network"
        self.require(self.layers, "it has no layers: give it a Linear at least")
        last = self.layers[-1]
        self.require(last.has("identity") or last.has("softmax"),
                     f"it ends in {last.node['activation']}, which gives no probabilities: end it in Linear or Softmax")
        last.node["activation"] = "softmax"
        self.require(math.prod(self.shape) == outputs,
                     f"it has {math.prod(self.shape)} outputs and {outputs} classes: give one name for each output")
        counts = {}
        before = "input"
        for layer in self.layers:
            prefix = {"conv": "conv", "linear": "fc"}.get(layer.node["op"], "pool")
            counts[prefix] = counts.get(prefix, 0) + 1
            layer.node["name"] = "output" if layer is last else f"{prefix}{counts[prefix]}"
            layer.node["inputs"] = [before]
            before = layer.node["name"]

    def tensors(self):
        """By name, in single precision."""
        tensors = {}
        for layer in self.layers:
            if layer.weight is not None:
                tensors[layer.node["name"] + ".weight"] = layer.weight.to(torch.float32)
                tensors[layer.node["name"] + ".bias"] = layer.bias.to(torch.float32)
        for name, values in tensors.items():
            _require(torch.isfinite(values).all(),
                     f"{name}: it has values that are infinite or no number: train with a smaller learning rate")
        return tensors


_KINDS = {
    nn.Conv2d: _Chain.conv,
    nn.MaxPool2d: _Chain.max_pool,
    nn.AvgPool2d: _Chain.average_pool,
    nn.Linear: _Chain.linear,
    nn.BatchNorm1d: _Chain.batch_norm,
    nn.BatchNorm2d: _Chain.batch_norm,
    nn.Flatten: _Chain.flatten,
    nn.ReLU: lambda chain, module: chain.activate("relu"),
    nn.Tanh: lambda chain, module: chain.activate("tanh"),
    ScaledTanh: lambda chain, module: chain.activate("scaled_tanh"),
    nn.Sigmoid: lambda chain, module: chain.activate("sigmoid"),
    nn.Softmax: _Chain.softmax,
    nn.LogSoftmax: _Chain.softmax,  # trained on the logarithms; Convoscope shows the probabilities
    nn.Dropout: _Chain.skip,
    nn.Dropout2d: _Chain.skip,
    nn.Identity: _Chain.skip,
}


def _require(condition, why):
    if not condition:
        raise ExportError(why)


def _pair(value):
    return [value, value] if isinstance(value, int) else list(value)


def _values(tensor):
    """In double precision, so that a BatchNorm's scale adds no rounding of its own."""
    return tensor.detach().to("cpu", torch.float64)


def _parameters(module):
    """Weight and bias; zeros where it has no bias."""
    weight = _values(module.weight)
    return weight, weight.new_zeros(len(weight)) if module.bias is None else _values(module.bias)


def _check_settings(classes, input_shape, input_range, preprocessing, temperature, unsure_below):
    for name in classes:
        _require(0 < len(name.encode()) <= 200 and min(name) >= " ",
                 f"classes: {name!r} is empty, too long or not one line of text")
    _require(len(input_shape) == 3 and all(isinstance(extent, int) and extent > 0 for extent in input_shape),
             f"input_shape={input_shape}: give (channels, height, width), without the batch")
    _require(len(input_range) == 2 and all(map(math.isfinite, input_range)) and input_range[0] != input_range[1],
             f"input_range={input_range}: give two numbers, that of empty paper and that of full ink")
    _require(preprocessing in ("mnist", "fit"), f"preprocessing={preprocessing!r}: give 'mnist' or 'fit'")
    _require(0 < temperature < math.inf, f"temperature={temperature}: give a number larger than 0")
    _require(0 <= unsure_below <= 1, f"unsure_below={unsure_below}: give a number from 0 to 1")


def _write(path, architecture, tensors):
    """A safetensors file, byte by byte as the README beside this file has it; written beside `path` and renamed."""
    header = {"__metadata__": {"convoscope": json.dumps(architecture)}}
    data = bytearray()
    for name, values in tensors.items():
        begin = len(data)
        data += struct.pack(f"<{values.numel()}f", *values.flatten().tolist())
        header[name] = {"dtype": "F32", "shape": list(values.shape), "data_offsets": [begin, len(data)]}
    text = json.dumps(header).encode()
    text += b" " * (-(8 + len(text)) % 64)
    beside = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        beside.write_bytes(struct.pack("<Q", len(text)) + text + data)
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)
