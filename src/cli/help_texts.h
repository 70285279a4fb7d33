#pragma once

#include "base/text.h"

namespace convoscope::cli {

/// The pages of --help. Lines of commands and names of options are the same in every language and stand in
/// the code; where {0} is not obvious it is a list of names.
struct HelpTexts {
    Text program{"Convoscope: draw a digit and watch a neural network think",
                 "Convoscope：写一个数字，看神经网络怎样思考"};
    Text usage{"Usage: {0}", "用法：{0}"};
    Text arguments{"Arguments", "参数"};
    Text options{"Options", "选项"};
    Text look{"Look", "观看"};
    Text ask{"Ask", "提问"};
    Text make{"Make", "制作"};
    Text examples{"Examples:", "示例："};
    Text show_page{"show this page", "显示本页"};
    Text show_version{"show the version", "显示版本"};
    Text language{"en or zh (default: the system's)", "en 或 zh（默认：系统的语言）"};
    Text model{"a bundled model's name, or a file (default: lenet5)",
               "内置模型的名称，或一个文件（默认：lenet5）"};
    Text threads{"how many threads work (default: one a core)", "工作线程数（默认：每核一个）"};
    Text without{"leave out steps of the preprocessing: crop, scale, centre",
                 "跳过预处理的步骤：crop（裁剪）、scale（缩放）、centre（居中）"};
    Text one_object{"one JSON object", "一个 JSON 对象"};
    Text object_a_line{"one JSON object a line", "每行一个 JSON 对象"};

    Text window_input{"a picture or a stroke file to open on the canvas of the window",
                      "要在窗口的画布上打开的图片或笔画文件"};
    Text fresh{"start without the last drawing and settings", "启动时不使用上次的绘图和设置"};
    Text window_json{"JSON on stdout ({0})", "在标准输出上输出 JSON（{0}）"};
    Text script{
        "commands of the window to run, with semicolons between them\n(convoscope commands lists them)",
        "要执行的窗口命令，以分号隔开\n（convoscope commands 列出所有命令）"};
    Text commands{"what can be done in the window: its commands, with their keys",
                  "窗口中可做的事：各个命令及其按键"};
    Text commands_footer{"--do, of the window and of render, runs them by id.",
                         "窗口和 render 的 --do 按 id 执行它们。"};
    Text tells_more{"convoscope COMMAND --help tells more about each.",
                    "convoscope COMMAND --help 说明每个命令的详情。"};
    Text example_window{"draw, and watch the network think", "画一画，看网络怎样思考"};
    Text example_open{"open a picture on the canvas", "在画布上打开一张图片"};
    Text example_classify{"read it, without a window", "识别它，不打开窗口"};
    Text example_evaluate{"how often it reads MNIST's test half rightly", "MNIST 测试集的识别正确率"};

    Text render{"draw the same picture to a file, without a window", "把同样的画面绘制到文件，不打开窗口"};
    Text render_output{"where the picture goes", "图片的保存位置"};
    Text size{"in pixels (default: 1280x720)", "以像素为单位（默认：1280x720）"};
    Text image{"a picture of a digit (PNG, JPEG, BMP)", "数字的图片（PNG、JPEG、BMP）"};
    Text render_strokes{"a stroke file; #N: its drawing N, from 0",
                        "笔画文件；#N：其中的第 N 幅绘图，从 0 数起"};
    Text select{"a unit to pin, such as conv2/9/3/4; may be said again:\nthe last one is explained",
                "要固定的神经元，如 conv2/9/3/4；可以多次给出：\n解释最后一个"};
    Text panels{"with the panels", "显示面板"};
    Text no_panels{"the stage alone", "只有场景"};
    Text state{"a saved view (JSON)", "保存的视图（JSON）"};
    Text time{"where the clock stands", "时钟所指的时刻"};
    Text theme{"dark or light", "dark（深色）或 light（浅色）"};
    Text scale{"size of the interface, 1 is normal (default: grows with the picture)",
               "界面的大小，1 为正常（默认：随图片变大）"};
    Text gles{"with OpenGL ES 3.0, as a browser has it", "使用浏览器所用的 OpenGL ES 3.0"};
    Text preset{"stage, original, flat, side or answer", "stage、original、flat、side 或 answer"};

    Text classify{"read digits from pictures and stroke files", "识别图片和笔画文件中的数字"};
    Text classify_input{
        "pictures (PNG, JPEG, BMP), stroke files (.jsonl), or\none drawing of a stroke file: FILE#N, "
        "from 0",
        "图片（PNG、JPEG、BMP）、笔画文件（.jsonl），\n或笔画文件中的一幅绘图：FILE#N，从 0 数起"};
    Text classify_footer{"Ink may be dark on light or light on dark. A stroke file may hold many drawings.",
                         "可以是浅底深色墨迹，也可以是深底浅色墨迹。一个笔画文件可以有多幅绘图。"};

    Text import_model{"open another program's network, and say what was found and guessed",
                      "打开其他程序的网络，并说明找到和推测的内容"};
    Text import_file{"Keras, PyTorch, ONNX, TensorFlow.js, safetensors or NumPy",
                     "Keras、PyTorch、ONNX、TensorFlow.js、safetensors 或 NumPy 文件"};
    Text import_output{"write it as a model of Convoscope's own", "另存为 Convoscope 自己的模型"};
    Text import_footer{
        "What the file does not say (which layers stand where, what the network was trained to be shown) is\n"
        "tried on the program's own digits. Every command takes such a file with --model.",
        "文件没有说明的（各层的位置、训练时输入的取值范围），用程序自带的数字来试。\n每个命令都可以用 "
        "--model 打开这样的文件。"};
    Text export_model{"write a model in a format that other programs read", "把模型写成其他程序能读取的格式"};
    Text any_model{"a bundled model's name, or a file of any kind that can be opened",
                   "内置模型的名称，或任何可以打开的文件"};
    Text export_output{
        ".safetensors: all that Convoscope knows of it, and a PyTorch state dict\n.onnx: the network with "
        "its "
        "weights, for ONNX Runtime and others\n.npz: the weights alone, for NumPy",
        ".safetensors：Convoscope 所知的一切，也是 PyTorch 的 state_dict\n.onnx：网络及其权重，供 ONNX "
        "Runtime 等程序使用\n.npz：只有权重，供 NumPy 使用"};
    Text export_footer{
        "The ONNX file takes values in the range that the network was trained with; its metadata hold it,\n"
        "with the classes' names. It ends as the model does: of another program's file with logits, too.",
        "ONNX 文件的输入采用网络训练时的取值范围；它的元数据包含这一范围和类别名称。\n"
        "它的输出与模型相同：如果其他程序的文件以 logits 结尾，它也以 logits 结尾。"};
    Text raw{"INPUT is a NumPy array, which goes to the network as it is",
             "INPUT 是 NumPy 数组，原样送入网络"};
    Text evaluate_input{"what the network is shown, as import --json prints it",
                        "网络的输入方式，格式与 import --json 的输出相同"};
    Text activations{"write every unit's value to a file for NumPy",
                     "把每个神经元的值写入供 NumPy 使用的文件"};
    Text activations_input{
        "a picture (PNG, JPEG, BMP), a stroke file (.jsonl) with one\ndrawing, or one drawing of a "
        "stroke "
        "file: "
        "FILE#N, from 0",
        "图片（PNG、JPEG、BMP）、只有一幅绘图的笔画文件（.jsonl），\n或笔画文件中的一幅绘图：FILE#N，从 "
        "0 "
        "数起"};
    Text activations_output{"where they go", "保存位置"};
    Text activations_footer{
        "numpy.load() opens the file. Each layer's activations lie under its name, its pre-activations "
        "under\n"
        "NAME.pre: the unit conv2/9/3/4 is [\"conv2\"][9, 3, 4].",
        "用 numpy.load() 打开文件。每一层的激活值存放在它的名称下，预激活值存放在 NAME.pre 下：\n"
        "神经元 conv2/9/3/4 就是 [\"conv2\"][9, 3, 4]。"};

    Text evaluate{"accuracy and confusion over a labelled set", "在带标签的数据集上的准确率和混淆矩阵"};
    Text evaluate_data{
        "MNIST's four files, gzipped or not, or CIFAR-10's\nbinary files: the test half is read",
        "MNIST 的四个文件（可以是 gzip 压缩的），或 CIFAR-10\n的二进制文件：读取其中的测试集"};
    Text evaluate_images{"pictures (IDX)", "图片（IDX）"};
    Text evaluate_labels{"their labels (IDX)", "图片的标签（IDX）"};
    Text evaluate_strokes{"a stroke file whose drawings have labels", "绘图带有标签的笔画文件"};
    Text placement{
        "where drawings lie on the pad:\ndrawn: as the file has them (default)\nlarge: 80 % of the pad, "
        "in "
        "its "
        "middle\nany: 30 to 85 % of the pad, anywhere",
        "绘图在画布上的位置：\ndrawn：与文件中相同（默认）\nlarge：占画布的 80%，位于正中\n"
        "any：占画布的 30% 到 85%，位置任意"};
    Text placement_seed{"of the places anywhere (default: 1)", "任意位置的随机种子（默认：1）"};
    Text first{"the first to read, from 0 (default: 0)", "从第几个开始读，从 0 数起（默认：0）"};
    Text count{"how many to read (default: all)", "读多少个（默认：全部）"};
    Text evaluate_footer{
        "Without data: $CONVOSCOPE_DATA/mnist, else ../shared/data/mnist, else "
        "/usr/share/datasets/mnist.\n"
        "IDX pictures go to the network as they are, unless it was trained on photographs or resized ones:\n"
        "then they are scaled to its input, as CIFAR-10's always are. Drawings are cropped, scaled and\n"
        "centred first.",
        "不给出数据时：$CONVOSCOPE_DATA/mnist，否则 ../shared/data/mnist，否则 "
        "/usr/share/datasets/mnist。\n"
        "IDX 图片原样送入网络；如果网络是用照片或缩放过的图片训练的，就先缩放到输入的大小，\n"
        "CIFAR-10 的图片总是这样。绘图先经过裁剪、缩放和居中。"};

    Text doubt{"how often it is unsure, of digits and of what is none", "对数字和非数字，各有多少次不确定"};
    Text doubt_strokes{"a stroke file with labelled digits", "带标签数字的笔画文件"};
    Text doubt_first{"the first digit to read, from 0 (default: 0)",
                     "从第几个数字开始读，从 0 数起（默认：0）"};
    Text doubt_count{"how many of each kind to draw that is no digit (default: 2000)",
                     "每一种非数字各画多少个（默认：2000）"};
    Text doubt_footer{
        "The digits are put anywhere on the pad, 30 to 85 % as large. What is none: scribbles, letters "
        "and\n"
        "figures that the program draws itself (other letters and figures than those it is trained "
        "with),\n"
        "and the first 40 % of the ink of each digit.",
        "数字放在画布的任意位置，大小为画布的 30% 到 85%。非数字包括：程序自己画的涂鸦、字母和图形\n"
        "（与训练时所用的字母和图形不同），以及每个数字开头 40% 的墨迹。"};

    Text train{"train a model, with progress", "训练模型，并显示进度"};
    Text train_name{"what to train (default: lenet5):\n{0}", "训练什么（默认：lenet5）：\n{0}"};
    Text train_data{"MNIST's files (or Fashion-MNIST's);\nthe training half is read, never the test half",
                    "MNIST（或 Fashion-MNIST）的文件；\n只读取训练集，从不读取测试集"};
    Text train_strokes{"labelled drawings to learn as well", "一并学习的带标签绘图"};
    Text no_strokes{"learn no drawings", "不学习绘图"};
    Text teacher{"a model to learn from as well; may be said again", "一并效仿的教师模型；可以多次给出"};
    Text train_output{"where the model goes (default: NAME.safetensors)",
                      "模型的保存位置（默认：NAME.safetensors）"};
    Text epochs{"how often each picture is seen (default: the recipe's)",
                "每张图片看几遍（默认：按训练方案）"};
    Text train_seed{"of everything random (default: 1)", "一切随机过程的种子（默认：1）"};
    Text batch{"pictures a step (default: the recipe's)", "每步的图片数（默认：按训练方案）"};
    Text learning_rate{"at its peak (default: the recipe's)", "学习率的峰值（默认：按训练方案）"};
    Text held_out{"pictures to measure and calibrate on, not learned (default: 5000)",
                  "留作测量和校准、不参与学习的图片数（默认：5000）"};
    Text no_augment{"train on the pictures as they are", "用原图训练，不做数据增强"};
    Text train_footer{
        "Ctrl-C stops; what was learned so far is written. The same seed on the same instruction set "
        "gives\n"
        "the same weights, however many threads work. Not said: --data is $CONVOSCOPE_DATA/mnist, else\n"
        "../shared/data/mnist (fashion: fashion-mnist there, or Debian's dataset-fashion-mnist), "
        "--strokes\n"
        "is strokes/pen-strokes.jsonl beside it, where there is one. Of the drawings 70 % are learned, "
        "the\n"
        "next 10 % are measured and calibrated on, and the rest takes no part.",
        "按 Ctrl-C 停止；已学到的结果会写入文件。种子和指令集相同，得到的权重就相同，与线程数无关。\n"
        "不给出时：--data 为 $CONVOSCOPE_DATA/mnist，否则 ../shared/data/mnist（fashion 则为那里的\n"
        "fashion-mnist，或 Debian 的 dataset-fashion-mnist）；--strokes 为它旁边的\n"
        "strokes/pen-strokes.jsonl（如果有）。绘图的 70% 用于学习，其后的 10% "
        "用于测量和校准，其余不参与。"};

    Text inspect{"layers, shapes, parameters and weight statistics of a model",
                 "模型的各层、形状、参数和权重统计"};
    Text inspect_model{"a bundled model's name, or a file; none: lists the bundled models",
                       "内置模型的名称，或一个文件；不给出：列出内置模型"};

    Text bench{"how fast this machine is", "这台机器有多快"};
    Text bench_threads{"how many threads work (default: one a core; forward: one)",
                       "工作线程数（默认：每核一个；forward：一个）"};
    Text bench_what{
        "start: from nothing to the first whole frame\nforward: one reading, every layer kept\n"
        "layers: where its time goes, beside the processor's peak\n"
        "train: pictures a second\nrender: frames a second, orbiting, panels shown\n"
        "change: the longest frame when the palette changes, when the largest layer folds\n"
        "pulse: frames a second while a pulse travels\n"
        "pen: from a pointer event on the pad to the finished frame\n"
        "point: from a pointer event on the stage to the finished frame\n"
        "none: all of them, one after the other",
        "start：从零到第一个完整的帧\nforward：读一次，保留每一层\nlayers：时间花在哪里，并与处理器的峰值对照"
        "\n"
        "train：每秒训练的图片数\nrender：每秒的帧数，镜头环绕，显示面板\n"
        "change：更换配色、折叠最大的一层时，最长的一帧\n"
        "pulse：脉冲传播时每秒的帧数\npen：从画布上的指针事件到完成的一帧\npoint：从场景中的指针事件到完成的"
        "一帧\n"
        "不给出：依次全部测量"};
    Text isa{"instruction set of forward and layers: {0} (default: the fastest)",
             "forward 和 layers 所用的指令集：{0}（默认：最快的）"};
    Text bench_select{"render, change, pen and point: with this unit pinned and explained",
                      "render、change、pen 和 point：固定并解释这个神经元"};
    Text bench_still{"render: the camera stays where it is, and each frame is drawn anew all the same",
                     "render：镜头不动，每一帧仍然重新绘制"};
    Text bench_size{"of the frame, in pixels (default: 1280x720)",
                    "一帧的大小，以像素为单位（默认：1280x720）"};
};
inline constexpr HelpTexts help_texts;

}  // namespace convoscope::cli
