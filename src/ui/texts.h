#pragma once

#include "base/text.h"

namespace convoscope::ui {

/// The glossary's words (forms, the usual one first) and what they mean.
struct Texts {
    Text network{"network|neural network", "神经网络|网络"};
    Text network_means{
        "A program that learned from examples: numbers flow from layer to layer, and each is weighed.",
        "从例子中学会的程序：数字逐层向上流动，每一步都要加权。"};
    Text unit{"neuron|neurons|unit|units", "神经元"};
    Text unit_means{
        "One number that the network computes from numbers below it: the smallest part of a layer.",
        "网络由下面的数字算出的一个数：层中最小的部分。"};
    Text layer{"layer|layers", "层"};
    Text layer_means{"Neurons that do the same kind of sum at the same step of the way.",
                     "处在同一步、做同一种计算的一组神经元。"};
    Text input{"input", "输入"};
    Text input_means{"The picture as the network gets it: one number a pixel.",
                     "网络得到的图像：每个像素一个数。"};
    Text output{"output", "输出"};
    Text output_means{"The last layer, the answer: one neuron for each class.",
                      "最后一层，也就是答案：每个类别一个神经元。"};
    Text class_{"class|classes", "类别"};
    Text class_means{"One of the answers that the network can give, as the digit 3.",
                     "网络能给出的一种答案，例如数字 3。"};
    Text convolution{"convolution|convolutions|conv", "卷积|conv"};
    Text convolution_means{
        "Slides a small window of weights over a picture and notes at each place how well the two match.",
        "用一小块权重在图上滑动，记下每个位置有多吻合。"};
    Text pooling{"pooling|pool|max pool|max pooling|average pool|average pooling",
                 "池化|最大池化|平均池化|pool"};
    Text pooling_means{
        "Makes a map smaller: of each small window one number goes on, the largest or the mean.",
        "缩小特征图：每个小窗口只向上传一个数，最大值或平均值。"};
    Text linear{"fully connected|fc|linear", "全连接|fc"};
    Text linear_means{"A layer in which every neuron hears all neurons of the layer below.",
                      "每个神经元都接收前一层全部神经元的层。"};
    Text map{"map|maps|feature map|feature maps", "特征图"};
    Text map_means{"A picture of where one pattern was found: neurons that share one set of weights.",
                   "标出某种图案出现在哪里的图：其中的神经元共用一组权重。"};
    Text kernel{"kernel|kernels", "卷积核"};
    Text kernel_means{"The small window of weights that a convolution slides over a picture.",
                      "卷积在图上滑动的那一小块权重。"};
    Text patch{"patch|patches", "图像块"};
    Text patch_means{"The part of the picture that lies under the kernel at one place.",
                     "卷积核在某个位置所覆盖的那部分图像。"};
    Text product{"product|products", "乘积"};
    Text product_means{
        "What a neuron hears times its weight, cell by cell; all of them added up are the sum.",
        "逐格把输入乘以权重；全部相加就是总和。"};
    Text weight{"weight|weights", "权重"};
    Text weight_means{
        "How much one neuron listens to another: positive speaks for, negative against. It was learned.",
        "一个神经元多看重另一个：正的表示支持，负的表示反对。权重是学来的。"};
    Text bias{"bias|biases", "偏置"};
    Text bias_means{"A number that a neuron adds to every sum: how ready it is to speak at all.",
                    "神经元每次求和都加上的一个数：它有多容易被激发。"};
    Text pre_activation{"pre-activation|pre-activations", "预激活值"};
    Text pre_activation_means{"A neuron's whole sum, bias included, before the non-linearity bends it.",
                              "神经元的总和（含偏置），还没有经过非线性函数。"};
    Text activation{"activation|activations", "激活值"};
    Text activation_means{"A neuron's value: how strongly it says \"what I look for is here\".",
                          "神经元的值：它多强烈地表示“我要找的就在这里”。"};
    Text relu{"ReLU", "ReLU"};
    Text relu_means{"Lets positive numbers through and makes negative ones 0.", "正数原样通过，负数变成 0。"};
    Text tanh{"tanh|scaled tanh", "缩放 tanh|tanh"};
    Text tanh_means{"Squeezes every number smoothly between two ends, one negative and one positive.",
                    "把任何数平滑地压到一负一正两个端点之间。"};
    Text sigmoid{"sigmoid", "sigmoid"};
    Text sigmoid_means{"Squeezes every number smoothly between 0 and 1.", "把任何数平滑地压到 0 和 1 之间。"};
    Text nonlinearity{"non-linearity", "非线性函数|非线性"};
    Text nonlinearity_means{"A bend after each sum; without it many layers could do no more than one.",
                            "每次求和之后的弯折；没有它，许多层也只相当于一层。"};
    Text logit{"logit|logits", "logit"};
    Text logit_means{"A class's sum before softmax: only how far it lies above the others counts.",
                     "一个类别在 softmax 之前的总和：只看它比别的高出多少。"};
    Text softmax{"softmax", "softmax|Softmax"};
    Text softmax_means{"Turns the classes' sums into shares of 100 %: the largest gets the most by far.",
                       "把各类别的总和变成合计 100% 的份额：最大的占绝大部分。"};
    Text temperature{"temperature", "温度"};
    Text temperature_means{"What softmax divides by: the higher it is, the less sure the answer sounds.",
                           "softmax 用来除的数：温度越高，答案显得越没有把握。"};
    Text probability{"probability|probabilities", "概率"};
    Text probability_means{"How sure the network is of a class; all classes together make 1, or 100 %.",
                           "网络对一个类别有多大把握；所有类别合计为 1，即 100%。"};
    Text contribution{"contribution|contributions", "贡献"};
    Text contribution_means{
        "An activation times its weight: what one neuron adds to the sum of another; orange speaks for it, "
        "blue "
        "against it.",
        "激活值乘以权重：一个神经元给另一个的总和加上了多少；橙色表示支持，蓝色表示反对。"};
    Text edge{"edge|edges", "连线"};
    Text edge_means{
        "A line from a neuron to one that hears it: orange speaks for it, blue with a hollow end against it.",
        "从一个神经元通向接收它的神经元的线：橙色表示支持，末端空心的蓝色表示反对。"};
    Text field{"receptive field", "感受野"};
    Text field_means{"The part of the picture that a neuron can see at all.",
                     "一个神经元能看到的那部分图像。"};
    Text stride{"stride", "步长"};
    Text stride_means{"How many pixels the window moves on at each step.", "窗口每步移动多少个像素。"};
    Text padding{"padding", "填充"};
    Text padding_means{"A rim of zeros around a map, so that the window fits at the border too.",
                       "特征图四周补的一圈 0，让窗口在边缘也放得下。"};
    Text shape{"shape", "形状"};
    Text shape_means{"How large a layer is: how many maps, and the rows and columns of each.",
                     "一层有多大：多少幅特征图，每幅多少行、多少列。"};
    Text scale{"scale|colour scale", "标度"};
    Text scale_means{"Which number gets which colour: the ends of the coloured band.",
                     "哪个数用哪种颜色：色带两端的数值。"};
    Text exponential{"exponential|exponentials|e^(...)", "指数|e^(...)"};
    Text exponential_means{
        "e = 2.718... raised to a number: always positive, and it grows faster and faster.",
        "e = 2.718…… 的若干次方：总是正数，而且增长越来越快。"};
    Text deviation{"standard deviation|±", "标准差|±"};
    Text deviation_means{"How far values usually lie from their mean.", "数值通常离平均值有多远。"};
    Text mean{"mean", "均值|平均值"};
    Text mean_means{"All values added up and divided by how many there are.", "全部数值相加，再除以个数。"};
    Text histogram{"histogram", "直方图"};
    Text histogram_means{"How often each value occurs: high bars stand for common ones.",
                         "每种数值出现多少次：柱越高越常见。"};
    Text silent{"silent", "沉默"};
    Text silent_means{"As good as 0: for this drawing the neuron says nothing.",
                      "几乎等于 0：对这幅画，这个神经元没有反应。"};
    Text skip{"skip connection|skip connections", "跳跃连接"};
    Text skip_means{
        "Carries a layer's values past the layers between, unchanged, to one that adds or joins them on.",
        "把一层的值原样绕过中间各层，送到后面的层相加或拼接。"};
    Text pulse{"pulse", "脉冲"};
    Text pulse_means{"Shows the way of the numbers through the layers, from the picture to the answer.",
                     "演示数字如何从图像一层层传到答案。"};
};
inline constexpr Texts texts;

}  // namespace convoscope::ui
