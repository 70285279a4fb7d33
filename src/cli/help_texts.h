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

    Text maximize{"find an input that excites a neuron, by gradient ascent from noise",
                  "从噪声出发，用梯度上升寻找使神经元兴奋的输入"};
    Text maximize_address{
        "a neuron: conv2/9/3/4, fc1/17; conv2.pre/9/3/4 is its\npre-activation, output.pre/3 a logit; "
        "conv2/9: the\nneuron in the middle of the map",
        "一个神经元：conv2/9/3/4、fc1/17；conv2.pre/9/3/4 是它的\n预激活值，output.pre/3 "
        "是一个 logit；conv2/9：\n特征图正中的神经元"};
    Text maximize_output{"a picture (.png) or the input's numbers (.npy)",
                         "图片（.png）或输入的数值（.npy）"};
    Text maximize_map{"the mean of the whole map instead", "改为整个特征图的均值"};
    Text maximize_seed{"of the noise and the jitter (default: 1)", "噪声和抖动的随机种子（默认：1）"};
    Text maximize_starts{"how many starts; the best is written (default: 4)",
                         "起点的个数；写出其中最好的（默认：4）"};
    Text maximize_steps{"of each ascent (default: 200)", "每次上升的步数（默认：200）"};
    Text maximize_footer{
        "It prints the value reached. The picture is moved a little, blurred and faded on the way, so that "
        "it\n"
        "shows strokes and not noise; it shows what suffices to excite the neuron, not what usually does.",
        "打印达到的值。过程中图片会略微移动、模糊和变淡，从而显出笔画而不是噪声；\n"
        "它显示的是足以使神经元兴奋的图案，而不是通常使它兴奋的图案。"};
    Text sweep{"change the input over a range, and see where the answer flips",
               "在一个范围内改变输入，看答案在何处改变"};
    Text sweep_transform{"what is changed, after the preprocessing:\n{0}", "在预处理之后改变什么：\n{0}"};
    Text sweep_from{"the first amount (default: the least)", "起始值（默认：最小值）"};
    Text sweep_to{"the last amount (default: the largest)", "终止值（默认：最大值）"};
    Text sweep_points{"how many amounts (default: 181)", "取多少个值（默认：181）"};
    Text sweep_layer{"the hidden layer of layer_noise", "layer_noise 所在的隐藏层"};
    Text sweep_seed{"of all noise (default: 1)", "所有噪声的随机种子（默认：1）"};
    Text sweep_footer{
        "Turns are clockwise, in degrees; lengths are pixels of the network's input, x to the right and y "
        "down;\n"
        "ink and noise are shares of full ink. What comes in from outside is paper. A flip is where the "
        "most\n"
        "probable class is another than at the amount before: in JSON `at` is the first of the amounts that "
        "has\n"
        "the new one; in words it is found closer, to 1/256 of their distance.",
        "旋转为顺时针，以度为单位；长度以网络输入的像素为单位，x 向右，y 向下；\n"
        "墨量和噪声是满墨的比例。从外面移入的部分是纸。如果最可能的类别与前一个值处不同，答案就在此改变：\n"
        "JSON 中的 at 是各取值中第一个得到新答案的值；文字输出则进一步逼近，精确到间距的 1/256。"};
    Text flip{"the few pixels that make the network answer otherwise", "使网络改变答案的少数像素"};
    Text flip_to{"what it shall answer: a class, by name or number", "要它给出的答案：类别的名称或编号"};
    Text flip_output{"where the picture with the marks goes", "带标记的图片的保存位置"};
    Text flip_footer{
        "The change is of what the network sees, after the preprocessing, and small, though not the smallest "
        "there\n"
        "is. Orange is ink that was added, blue is ink that was taken away. l2 is the square root of the sum "
        "of\n"
        "squares of the changes, in the values that the network takes.",
        "改变的是网络看到的、预处理之后的图像；改变很小，但不一定是最小的。\n"
        "橙色是加上的墨，蓝色是去掉的墨。l2 是各处改变量的平方和的平方根，以网络的输入值计。"};

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
        "Without data: the set that goes with the network's classes, in $CONVOSCOPE_DATA, where Keras, "
        "torchvision\n"
        "or Debian put it, or in ../shared/data; for digits else the program's own.\n"
        "IDX pictures go to the network as they are, unless it was trained on photographs or resized ones:\n"
        "then they are scaled to its input, as CIFAR-10's always are. Drawings are cropped, scaled and\n"
        "centred first.",
        "不给出数据时：使用与网络的类别相符的数据集，依次在 $CONVOSCOPE_DATA、Keras、torchvision 或 Debian\n"
        "存放的位置以及 ../shared/data 中寻找；识别数字的网络最后使用程序自带的数字。\n"
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

    Text confusion{"the confusion matrix as a picture, an example in each cell",
                   "把混淆矩阵画成图片，每格有一个例子"};
    Text confusion_output{"where the picture goes", "图片的保存位置"};
    Text confusion_footer{
        "A row a true class, a column what was read. Of all pictures in a cell it shows the one that the\n"
        "network is most confident about, and how many they are. Without --data the set is found as "
        "evaluate\n"
        "finds it; the picture says which it is.",
        "每行是一个真实类别，每列是读成的类别。每格显示其中网络最有把握的一张图片，以及图片的数量。\n"
        "不给出 --data 时，按 evaluate 的方式寻找数据集；图片上会写明所用的数据集。"};
    Text ablate{"accuracy without some of its units or maps, one after the other",
                "逐个去掉某些神经元或特征图后的准确率"};
    Text ablate_unit{"a unit, such as fc1/17 or conv2/9/3/4; may be said again",
                     "神经元，如 fc1/17 或 conv2/9/3/4；可以多次给出"};
    Text ablate_map{"a map, such as conv2/9; may be said again", "特征图，如 conv2/9；可以多次给出"};
    Text ablate_footer{
        "Each is tried by itself: its activations are zero, all else is as it was. Not said: all maps of "
        "the\n"
        "convolutions, or, where there is none, all units of the hidden layers. Without --data the set is\n"
        "found as evaluate finds it.",
        "每次只去掉一个：它的激活值为零，其余不变。不给出时：所有卷积层的特征图；\n"
        "没有卷积层时，所有隐藏层的神经元。不给出 --data 时，按 evaluate 的方式寻找数据集。"};

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
        "explain: heat maps of a drawing anew, on all threads\n"
        "none: all of them, one after the other",
        "start：从零到第一个完整的帧\nforward：读一次，保留每一层\nlayers：时间花在哪里，并与处理器的峰值对照"
        "\n"
        "train：每秒训练的图片数\nrender：每秒的帧数，镜头环绕，显示面板\n"
        "change：更换配色、折叠最大的一层时，最长的一帧\n"
        "pulse：脉冲传播时每秒的帧数\npen：从画布上的指针事件到完成的一帧\npoint：从场景中的指针事件到完成的"
        "一帧\n"
        "explain：用全部线程重新计算一幅绘图的热图\n不给出：依次全部测量"};
    Text isa{"instruction set of forward and layers: {0} (default: the fastest)",
             "forward 和 layers 所用的指令集：{0}（默认：最快的）"};
    Text bench_select{"render, change, pen and point: with this unit pinned and explained",
                      "render、change、pen 和 point：固定并解释这个神经元"};
    Text bench_still{"render: the camera stays where it is, and each frame is drawn anew all the same",
                     "render：镜头不动，每一帧仍然重新绘制"};
    Text bench_size{"of the frame, in pixels (default: 1280x720)",
                    "一帧的大小，以像素为单位（默认：1280x720）"};

    Text explain{"a heat map over the drawing: which pixels one unit's value comes from",
                 "绘图上的热图：一个神经元的值来自哪些像素"};
    Text explain_method{
        "gradient: what a tiny change of each pixel would do\n"
        "input_gradient: that times the pixel\n"
        "integrated: the same, all the way from a blank page; adds up\n"
        "smooth: the gradient's mean over noisy copies\n"
        "guided, deconvolution: ReLUs let back what is positive\n"
        "gradcam: the maps of a layer, weighed by their gradients\n"
        "occlusion: how much the value drops when a square is covered",
        "gradient：每个像素的微小变化会带来什么\ninput_gradient：梯度乘以像素\n"
        "integrated：从白纸到绘图一路积分；各值之和有意义\nsmooth：加噪声的副本上梯度的均值\n"
        "guided、deconvolution：ReLU 只让正值回传\ngradcam：某一层的特征图，按其梯度加权\n"
        "occlusion：遮住一个方块时，值下降多少"};
    Text explain_unit{
        "the unit, such as conv2/9/3/4, or fc1.pre/17 before its\nnon-linearity "
        "(default: the winner's logit)",
        "神经元，如 conv2/9/3/4；非线性之前的值写作\nfc1.pre/17（默认：胜出类别的 logit）"};
    Text explain_layer{"gradcam: whose maps (default: the last with maps)",
                       "gradcam：哪一层的特征图（默认：最后一个带特征图的层）"};
    Text explain_output{".png: over the drawing, enlarged\n.npy: float32 of the input's shape, for NumPy",
                        ".png：叠加在绘图上，放大\n.npy：形状同输入的 float32，供 NumPy 使用"};
    Text explain_steps{"integrated: points of the way (default: 256);\nsmooth: noisy copies (default: 50)",
                       "integrated：途中的点数（默认：256）；\nsmooth：加噪声的副本数（默认：50）"};
    Text explain_patch{"occlusion: the square's side in pixels (default: 5)",
                       "occlusion：方块的边长，以像素为单位（默认：5）"};
    Text explain_stride{"occlusion: from one square to the next (default: 1)",
                        "occlusion：方块之间的步长（默认：1）"};
    Text explain_noise{"smooth: its standard deviation, of the range from paper\nto ink (default: 0.15)",
                       "smooth：噪声的标准差，以纸到墨的范围为单位\n（默认：0.15）"};
    Text explain_seed{"smooth: of the noise (default: 1)", "smooth：噪声的种子（默认：1）"};
    Text explain_footer{
        "Violet speaks against the value, green for it. Non-linearities other than ReLU keep their own\n"
        "gradient in guided and deconvolution.",
        "紫色表示降低该值，绿色表示提高该值。ReLU 以外的非线性在 guided 和 deconvolution 中保持\n"
        "自己的梯度。"};
    Text ledger{"what a unit's value is the sum of, unit by unit", "一个神经元的值由哪些神经元相加而成"};
    Text ledger_against{"a class: what speaks for the unit's class, and not for it",
                        "一个类别：哪些支持该神经元的类别，而不是它"};
    Text ledger_paths{"the strongest paths from the unit to pixels, so many",
                      "从该神经元到像素的最强路径，条数"};
    Text ledger_footer{
        "A logit is taken against the mean of all classes': the bias and the contributions add up to value\n"
        "- mean. A path's number is the pixel times all weights on the way, as far as the ReLUs let it pass.",
        "logit 减去所有类别的均值：偏置与各项贡献之和等于 value - mean。\n"
        "路径上的数等于像素乘以途中的所有权重（只计 ReLU 放行的部分）。"};
};
inline constexpr HelpTexts help_texts;

}  // namespace convoscope::cli
