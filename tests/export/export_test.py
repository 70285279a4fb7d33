"""Networks of PyTorch, written by assets/models/convoscope_export.py and read by Convoscope: do both say the same?

    python3 export_test.py CONVOSCOPE FORWARD

CONVOSCOPE is the built program, FORWARD the one of forward.cpp. Without PyTorch it skips: exit status 77.
"""
import collections
import copy
import gzip
import json
import os
import pathlib
import re
import struct
import subprocess
import sys
import tempfile
import unittest

try:
    import numpy
    import torch
    from torch import nn
except ImportError as error:
    print(f"skipped: {error}; install python3-torch")
    sys.exit(77)

MODELS = pathlib.Path(__file__).resolve().parents[2] / "assets" / "models"
sys.path.insert(0, str(MODELS))
from convoscope_export import ExportError, ScaledTanh, export  # noqa: E402

PROGRAM, FORWARD = sys.argv[1:3]
DIGITS = "0123456789"
TOLERANCE = 1e-5  # the project's: max|a - b| <= 1e-5 max|b|


def lenet5():
    return nn.Sequential(
        nn.Conv2d(1, 6, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
        nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10))


def lenet5_1998():
    """Non-linearities after the pools too, modules that are used twice, some kernels that do not exist."""
    tanh, pool = ScaledTanh(), nn.AvgPool2d(2)
    return nn.Sequential(
        nn.Sequential(nn.Conv2d(1, 6, 5), tanh, pool, nn.Sigmoid(), nn.Conv2d(6, 16, 5), tanh, pool, nn.Sigmoid()),
        nn.Sequential(nn.Conv2d(16, 120, 5), tanh, nn.Sequential(nn.Flatten(), nn.Linear(120, 84))),
        nn.Sequential(tanh, nn.Linear(84, 10), nn.Softmax(dim=1)))


def batch_normalised():
    network = nn.Sequential(
        nn.Conv2d(1, 4, 3, bias=False), nn.BatchNorm2d(4, eps=0.1), nn.ReLU(), nn.MaxPool2d(2), nn.Dropout2d(),
        nn.Conv2d(4, 5, 3), nn.Identity(), nn.BatchNorm2d(5, affine=False), nn.Tanh(), nn.Flatten(), nn.Dropout(),
        nn.Linear(5 * 11 * 11, 20), nn.BatchNorm1d(20), nn.Sigmoid(), nn.Linear(20, 7), nn.LogSoftmax(dim=1))
    for module in network:
        if isinstance(module, (nn.BatchNorm1d, nn.BatchNorm2d)):
            module.running_mean.normal_()
            module.running_var.uniform_(0.2, 3)
            if module.affine:
                nn.init.uniform_(module.weight, 0.5, 2)
                nn.init.normal_(module.bias)
    return network


# name: the network, its input's shape, how many outputs, other arguments
NETWORKS = {
    "lenet5": (lenet5, (1, 32, 32), 10, {"temperature": 0.6}),
    "lenet5-1998": (lenet5_1998, (1, 32, 32), 10, {}),
    "batch-normalised": (batch_normalised, (1, 28, 28), 7, {}),
    "mlp": (lambda: nn.Sequential(nn.Flatten(), nn.Linear(784, 50), nn.Tanh(), nn.Linear(50, 30), nn.Sigmoid(),
                                  nn.Linear(30, 10)), (1, 28, 28), 10, {"input_range": (-0.4242, 2.8215)}),
    "one-layer": (lambda: nn.Sequential(nn.Flatten(), nn.Linear(784, 10, bias=False)), (1, 28, 28), 10, {}),
    "oblong": (lambda: nn.Sequential(
        nn.Conv2d(2, 5, (3, 4), stride=2, padding=1), nn.ReLU(), nn.AvgPool2d((2, 3), 1, 1), nn.Tanh(),
        nn.Conv2d(5, 3, (1, 2), padding="valid"), nn.MaxPool2d(3, 2, 1), nn.Sigmoid(), nn.Flatten(),
        nn.Linear(3 * 5 * 3, 9)), (2, 17, 15), 9, {}),
    "no-linear": (lambda: nn.Sequential(
        nn.Conv2d(1, 4, (3, 1), padding=0), nn.Conv2d(4, 6, 5, padding="same"), ScaledTanh(), nn.AvgPool2d(3),
        nn.Conv2d(6, 3, 3), nn.AvgPool2d(7)), (1, 29, 28), 3, {}),
}


def lively(network):
    """Weights that let every input count, so that a value at a wrong place shows; some kernels of zeros."""
    for module in network.modules():
        if isinstance(module, (nn.Conv2d, nn.Linear)):
            nn.init.normal_(module.weight, 0, 1.5 / module.weight[0].numel() ** 0.5)
            if module.bias is not None:
                nn.init.normal_(module.bias, 0, 0.3)
        if isinstance(module, nn.Conv2d) and module.in_channels == 6:
            with torch.no_grad():
                module.weight[0, 1:4] = 0
                module.weight[2, 5] = 0
    return network


def made(name):
    make, shape, outputs, arguments = NETWORKS[name]
    torch.manual_seed(sum(name.encode()))
    return lively(make()), shape, [f"class {index}" for index in range(outputs)], arguments


def expected(network, pictures, temperature=1.0):
    """Logits (of softmax's input where the network has one) and probabilities in double precision."""
    twin = copy.deepcopy(network).double().eval()
    while isinstance(twin[-1], nn.Sequential):
        twin = nn.Sequential(*twin[:-1], *twin[-1])
    if isinstance(twin[-1], (nn.Softmax, nn.LogSoftmax)):
        twin = twin[:-1]
    with torch.no_grad():
        logits = twin(pictures.double()).flatten(1)
    return logits, torch.softmax(logits / temperature, 1)


def output_of(*command, **more):
    done = subprocess.run([str(part) for part in command], capture_output=True, **more)
    if done.returncode != 0:
        raise AssertionError(f"{command}: exit status {done.returncode}, {done.stderr.decode()}")
    return done.stdout


def json_of(*arguments):
    return [json.loads(line) for line in output_of(PROGRAM, *arguments, "--json").splitlines()]


def write_idx(path, values):
    """Unsigned bytes, gzipped where the name says so."""
    packed = struct.pack(f">HBB{values.dim()}I", 0, 8, values.dim(), *values.shape) + bytes(values.flatten().tolist())
    path.write_bytes(gzip.compress(packed) if path.suffix == ".gz" else packed)


class TestCase(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.path = self.folder / "mine.safetensors"

    def assert_agree(self, got, wanted):
        self.assertLessEqual((got - wanted).abs().max().item(), TOLERANCE * wanted.abs().max().item())


class Same(TestCase):
    def test_values(self):
        for name in NETWORKS:
            with self.subTest(name):
                network, shape, classes, arguments = made(name)
                export(network, self.path, classes=classes, input_shape=shape, **arguments)
                pictures = torch.randn(20, *shape)
                raw = output_of(FORWARD, self.path,
                                input=struct.pack(f"={pictures.numel()}f", *pictures.flatten().tolist()))
                got = torch.frombuffer(bytearray(raw), dtype=torch.float32).double().reshape(20, 2, len(classes))
                logits, probabilities = expected(network, pictures, arguments.get("temperature", 1.0))
                spread = probabilities.max(0).values - probabilities.min(0).values
                self.assertGreater(spread.max().item(), 0.05, "probabilities that hardly vary would prove nothing")
                self.assert_agree(got[:, 0], logits)
                self.assertLessEqual((got[:, 1] - probabilities).abs().max().item(), TOLERANCE)

    def test_the_programs_reading_of_pictures(self):
        """Labelled as PyTorch reads them: the program must, too, and as surely (over one picture, its ECE is 1 - p)."""
        for name, paper, ink in (("lenet5", 0, 1), ("lenet5", -0.4242, 2.8215), ("mlp", 0, 255), ("one-layer", 1, 0)):
            with self.subTest(name, paper=paper, ink=ink):
                network, shape, classes, _ = made(name)
                export(network, self.path, classes=classes, input_shape=shape, input_range=(paper, ink), temperature=3)
                images = torch.randint(0, 256, (100, 28, 28), dtype=torch.uint8)
                side = (shape[1] - 28) // 2
                inked = nn.functional.pad(images[:, None] / 255.0, (side, side, side, side))
                _, probabilities = expected(network, paper + inked * (ink - paper), 3)
                best = probabilities.topk(2, 1)
                clear = best.values[:, 0] - best.values[:, 1] > 1e-3
                labels = best.indices[clear, 0]
                self.assertGreater(len(labels), 50)
                self.assertGreater(len(set(labels.tolist())), 1)
                write_idx(self.folder / "images", images[clear])
                write_idx(self.folder / "labels", labels)
                evaluate = ("evaluate", "--model", self.path, "--images", self.folder / "images", "--labels",
                            self.folder / "labels", "--threads", 1)
                self.assertEqual(json_of(*evaluate)[0]["accuracy"], 1.0)
                for index in range(5):
                    result, = json_of(*evaluate, "--first", index, "--count", 1)
                    self.assertAlmostEqual(1 - result["ece"], best.values[clear][index, 0].item(), delta=2 * TOLERANCE)

    def test_drawings_can_be_read(self):
        network, shape, classes, arguments = made("lenet5")
        export(network, self.path, classes=classes, input_shape=shape, unsure_below=0, **arguments)
        readings = json_of("classify", "--model", self.path, MODELS.parent / "drawings" / "digits.jsonl")
        self.assertGreater(len(readings), 5)
        for reading in readings:
            self.assertIn(reading["verdict"], classes)
            self.assertAlmostEqual(sum(one["probability"] for one in reading["top"]), 1, places=5)


def tensors_of(path):
    """A safetensors file as a state dict."""
    data = path.read_bytes()
    size, = struct.unpack("<Q", data[:8])
    header = json.loads(data[8:8 + size])
    header.pop("__metadata__", None)
    return {name: torch.frombuffer(bytearray(data[8 + size + one["data_offsets"][0]:8 + size + one["data_offsets"][1]]),
                                   dtype=torch.float32).reshape(one["shape"]) for name, one in header.items()}


class WhatTheProgramExports(TestCase):
    def test_is_a_state_dict(self):
        """Of a module whose children are called as the program's layers are."""
        network = nn.Sequential(collections.OrderedDict(
            conv1=nn.Conv2d(1, 6, 5), relu1=nn.ReLU(), pool1=nn.MaxPool2d(2), conv2=nn.Conv2d(6, 16, 5), relu2=nn.ReLU(),
            pool2=nn.MaxPool2d(2), flatten=nn.Flatten(), fc1=nn.Linear(400, 120), relu3=nn.ReLU(), fc2=nn.Linear(120, 84),
            relu4=nn.ReLU(), output=nn.Linear(84, 10)))
        output_of(PROGRAM, "export", "lenet5", self.path)
        network.load_state_dict(tensors_of(self.path), strict=True)
        picture = torch.rand(1, 1, 32, 32)
        raw = output_of(FORWARD, MODELS / "lenet5.safetensors", input=struct.pack("=1024f", *picture.flatten().tolist()))
        with torch.no_grad():
            self.assert_agree(torch.frombuffer(bytearray(raw), dtype=torch.float32)[:10], network(picture)[0])
        output_of(PROGRAM, "export", "lenet5", self.folder / "lenet5.npz")
        with numpy.load(self.folder / "lenet5.npz") as arrays:
            self.assertEqual(set(arrays), set(network.state_dict()))
            for name, values in network.state_dict().items():
                self.assertTrue(numpy.array_equal(arrays[name], values.numpy()), name)


class WhatIsWritten(TestCase):
    def inspected(self, name, **more):
        network, shape, classes, arguments = made(name)
        export(network, self.path, classes=classes, input_shape=shape, **arguments, **more)
        model, = json_of("inspect", self.path)
        return network, model

    def test_names_and_shapes(self):
        network, model = self.inspected("lenet5", unsure_below=0.25)
        self.assertEqual([layer["name"] for layer in model["layers"]],
                         ["input", "conv1", "pool1", "conv2", "pool2", "fc1", "fc2", "output"])
        self.assertEqual([layer["activation"] for layer in model["layers"]],
                         ["identity", "relu", "identity", "relu", "identity", "relu", "relu", "softmax"])
        self.assertEqual(model["parameters"], sum(values.numel() for values in network.parameters()))
        self.assertEqual((model["temperature"], model["unsure_below"]), (0.6, 0.25))
        self.assertEqual(model["classes"], [f"class {index}" for index in range(10)])

    def test_non_linearities_belong_to_the_layer_before(self):
        _, model = self.inspected("lenet5-1998")
        self.assertEqual([(layer["name"], layer["activation"]) for layer in model["layers"]], [
            ("input", "identity"), ("conv1", "scaled_tanh"), ("pool1", "sigmoid"), ("conv2", "scaled_tanh"),
            ("pool2", "sigmoid"), ("conv3", "scaled_tanh"), ("fc1", "scaled_tanh"), ("output", "softmax")])

    def test_kernels_of_zeros_are_none(self):
        self.inspected("lenet5-1998")
        nodes = self.architecture()["nodes"]
        self.assertEqual(nodes[3]["connections"], ["100011", "111111", "111110"] + ["111111"] * 13)
        self.assertEqual([node["name"] for node in nodes if "connections" in node], ["conv2"])

    def test_a_map_of_zeros_alone_has_its_kernels(self):
        network, shape, classes, _ = made("lenet5")
        with torch.no_grad():
            network[3].weight[4] = 0
        export(network, self.path, classes=classes, input_shape=shape)
        self.assertNotIn("connections", self.architecture()["nodes"][3])
        json_of("inspect", self.path)

    def architecture(self):
        data = self.path.read_bytes()
        length, = struct.unpack("<Q", data[:8])
        self.assertEqual((8 + length) % 64, 0)
        return json.loads(json.loads(data[8:8 + length])["__metadata__"]["convoscope"])

    def test_class_names_in_any_language(self):
        network, shape, _, _ = made("lenet5")
        names = ["nul", "één", "δύο", "三", '"4"', "\\5", "six", "7", "8", "9"]
        export(network, str(self.path), classes=names, input_shape=shape)
        self.assertEqual(json_of("inspect", self.path)[0]["classes"], names)
        export(network, self.path, classes=range(10), input_shape=shape)
        self.assertEqual(json_of("inspect", self.path)[0]["classes"], list(DIGITS))

    def test_the_network_is_left_as_it_was(self):
        network, shape, classes, _ = made("batch-normalised")
        network.train()
        before = copy.deepcopy(network.state_dict())
        export(network, self.path, classes=classes, input_shape=shape)
        self.assertTrue(network.training)
        for name, values in network.state_dict().items():
            self.assertTrue(torch.equal(values, before[name]), name)

    def test_other_precisions(self):
        network, shape, classes, _ = made("lenet5")
        export(network, self.path, classes=classes, input_shape=shape)
        single = self.path.read_bytes()
        export(network.double(), self.path, classes=classes, input_shape=shape)
        self.assertEqual(self.path.read_bytes(), single)

    def test_the_file_is_replaced_as_a_whole(self):
        self.path.write_bytes(b"before")
        os.link(self.path, self.folder / "who reads it meanwhile")
        export(flat(), self.path, classes=DIGITS)
        json_of("inspect", self.path)
        self.assertEqual((self.folder / "who reads it meanwhile").read_bytes(), b"before")


class OwnRelu(nn.ReLU):
    def forward(self, values):
        return -super().forward(values)


class OwnOrder(nn.Sequential):
    def forward(self, values):
        return super().forward(-values)


class OwnNetwork(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(1024, 10)


def flat(*modules):
    """A network of 10 outputs that ends in `modules`."""
    return nn.Sequential(nn.Flatten(), nn.Linear(1024, 10), *modules)


def hooked(module):
    module.register_forward_hook(lambda *_: None)
    return module


class Refused(TestCase):
    def assert_refused(self, network, *words, classes=DIGITS, **arguments):
        with self.assertRaises(ExportError) as caught:
            export(network, self.path, classes=classes, **arguments)
        text = str(caught.exception)
        self.assertEqual(len(text.splitlines()), 1, text)
        for word in words:
            self.assertIn(word, text)
        self.assertEqual(list(self.folder.iterdir()), [], "nothing may be written")

    def test_modules(self):
        conv, pool = nn.Conv2d, nn.MaxPool2d
        for module, word in (
                (conv(1, 6, 5, dilation=2), "dilation=(2, 2)"),
                (conv(1, 6, 5, stride=(1, 2)), "stride=(1, 2)"),
                (conv(1, 6, (3, 5), padding=(1, 2)), "padding=(1, 2)"),
                (conv(1, 6, (3, 5), padding="same"), "padding=(1, 2)"),
                (conv(1, 6, 4, padding="same"), "padding='same'"),
                (conv(1, 6, 3, padding=3), "padding=3: use at most 2"),
                (conv(1, 6, 5, padding=2, padding_mode="reflect"), "padding_mode='reflect'"),
                (conv(3, 6, 5), "takes 3 maps and is given 1"),
                (conv(1, 6, 33), "larger than the maps of 32x32"),
                (pool(2, ceil_mode=True), "ceil_mode=True"),
                (pool(2, dilation=2), "dilation=(2, 2)"),
                (pool(2, return_indices=True), "return_indices=True"),
                (pool((2, 1)), "stride=(2, 1)"),
                (nn.AvgPool2d(2, ceil_mode=True), "ceil_mode=True"),
                (nn.AvgPool2d(3, padding=1, count_include_pad=False), "count_include_pad=False"),
                (nn.AvgPool2d(2, divisor_override=3), "divisor_override=3"),
                (nn.Linear(32, 10), "put nn.Flatten() before it"),
                (nn.Flatten(2), "use nn.Flatten() as it is"),
                (nn.ReLU(), "the input has no non-linearity"),
                (nn.BatchNorm2d(1), "right after a Conv2d or Linear"),
                (nn.GELU(), "no such layer"),
                (OwnRelu(), "no such layer"),
                (OwnNetwork(), "nn.Sequential(net.conv1, nn.ReLU(), ...)"),
                (OwnOrder(nn.Identity()), "in the order of its forward()"),
                (hooked(conv(1, 6, 5)), "hooks"),
                (nn.utils.weight_norm(conv(1, 6, 5)), "hooks")):
            with self.subTest(str(module)):
                # In a nested place, so that the line must say which one it is.
                place = f"network[1][0] ({type(module).__name__}): "
                self.assert_refused(nn.Sequential(nn.Identity(), nn.Sequential(module)), place, word)
        self.assert_refused(nn.Sequential(conv(1, 4, 3), conv(4, 6, 5, groups=2)), "network[1] (Conv2d): groups=2")

    def test_their_order(self):
        for network, *words in (
                (flat(nn.ReLU(), nn.Tanh()), "network[3] (Tanh)", "has relu"),
                (flat(nn.Softmax(dim=1), nn.Linear(10, 10)), "network[3] (Linear)", "put softmax last"),
                (flat(nn.Softmax(dim=1), nn.Softmax(dim=1)), "network[3] (Softmax)", "has softmax"),
                (flat(nn.Softmax(dim=0)), "network[2] (Softmax)", "dim=1"),
                (flat(nn.Softmax()), "network[2] (Softmax)", "dim=1"),
                (flat(nn.Conv2d(1, 6, 5)), "network[2] (Conv2d)", "given 10 units: put it before nn.Flatten()"),
                (flat(nn.Linear(9, 10)), "network[2] (Linear)", "takes 9 units and is given 10"),
                (flat(nn.ReLU(), nn.BatchNorm1d(10)), "network[3] (BatchNorm1d)", "before the non-linearity"),
                (flat(nn.BatchNorm1d(9)), "network[2] (BatchNorm1d)", "takes 9 maps or units and is given 10"),
                (flat(nn.BatchNorm1d(10, track_running_stats=False)), "network[2]", "track_running_stats=False"),
                (flat(nn.Sigmoid()), "ends in sigmoid"),
                (nn.Sequential(nn.Conv2d(1, 10, 31), nn.Softmax(dim=1)), "network[1] (Softmax)", "nn.Flatten()"),
                (nn.Sequential(nn.Flatten()), "it has no layers"),
                (flat(nn.Linear(10, 9)), "9 outputs and 10 classes"),
                (OwnNetwork(), "network (OwnNetwork)", "nn.Sequential("),
                ([nn.Linear(1, 10)], "network (list)", "give an nn.Sequential")):
            with self.subTest(words):
                self.assert_refused(network, *words)

    def test_settings(self):
        for name, value in (("classes", ["", *DIGITS[1:]]), ("classes", ["x" * 201, *DIGITS[1:]]),
                            ("classes", ["two\nlines", *DIGITS[1:]]), ("input_shape", (32, 32)),
                            ("input_shape", (1, 32, 0)), ("input_range", (1, 1)), ("input_range", (0, float("nan"))),
                            ("preprocessing", "none"), ("temperature", 0), ("temperature", float("inf")),
                            ("unsure_below", 1.5)):
            with self.subTest(name, value=value):
                self.assert_refused(flat(), name, **{name: value})

    def test_values_that_are_no_numbers(self):
        for value in (float("nan"), float("inf"), 1e39):
            network = flat().double()
            with torch.no_grad():
                network[1].bias[3] = value
            self.assert_refused(network, "output.bias")

    def test_what_was_there_stays(self):
        self.path.write_bytes(b"before")
        with self.assertRaises(ExportError):
            export(flat(nn.GELU()), self.path, classes=DIGITS)
        self.assertEqual(self.path.read_bytes(), b"before")
        with self.assertRaises(OSError):
            export(flat(), self.folder / "nowhere" / "mine.safetensors", classes=DIGITS)
        (self.folder / "folder").mkdir()
        with self.assertRaises(OSError):
            export(flat(), self.folder / "folder", classes=DIGITS)
        self.assertEqual(sorted(path.name for path in self.folder.iterdir()), ["folder", "mine.safetensors"])


class Readme(TestCase):
    def test_its_example_trains_a_model(self):
        """On bars whose height in the picture tells the class, in place of MNIST."""
        text = (MODELS / "README.md").read_text(encoding="utf-8")
        example = re.search(r"^## Your own network from PyTorch$.*?^```python$(.*?)^```$", text, re.S | re.M)
        data = self.folder / "FOLDER_WITH_MNIST"
        data.mkdir()
        torch.manual_seed(1)
        for half, count in (("train", 1500), ("t10k", 200)):
            labels = torch.randint(0, 10, (count,))
            images = torch.randint(0, 60, (count, 28, 28))
            for image, label in zip(images, labels.tolist()):
                image[4 + 2 * label:6 + 2 * label] += 150
            write_idx(data / f"{half}-images-idx3-ubyte.gz", images)
            write_idx(data / f"{half}-labels-idx1-ubyte.gz", labels)
        (self.folder / "mine.py").write_text("import torch\ntorch.manual_seed(1)\n" + example[1], encoding="utf-8")
        output_of(sys.executable, "-B", "mine.py", cwd=self.folder,
                  env={**os.environ, "PYTHONPATH": str(MODELS)})
        result, = json_of("evaluate", "--data", data, "--model", self.path)
        self.assertGreater(result["accuracy"], 0.95)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
