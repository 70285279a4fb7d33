#pragma once

#include "base/text.h"

namespace convoscope::explain_shown {

struct Texts {
    Text title{"Explain", "解释"};
    Text close{"Close the explanations", "关闭解释"};
    Text not_open{"no explanation is open", "没有打开的解释"};
    Text nothing_drawn{"Draw something first: there is an answer to explain then.",
                       "请先画点什么：有了答案，才能解释。"};
    Text command_open{"Why this answer? Explanations", "为什么是这个答案？打开解释"};
    Text also_open{"explain reason heat map", "解释 原因 热力图"};
    Text command_close{"Close the explanations", "关闭解释页"};
    Text command_method{"Explain: choose a heat map", "解释：选择一种热力图"};
    Text command_scramble{"Scramble: layers from the top drawn at random",
                          "打乱：从最后一层起，权重换成随机数"};
    Text command_as_it_was{"Explain: network and picture as they were", "解释：网络和图片恢复原状"};
    Text nothing_tried{"nothing is changed", "什么也没有改变"};
    Text is_changed{"You have changed something.", "你作了改变。"};
    Text as_it_was{"As it was", "恢复原状"};
    Text logit_of_class{"the logit of {0}", "“{0}”的 logit"};
    Text sum_of_unit{"the pre-activation of {0}", "{0}的预激活值"};

    Text why_tab{"Why", "为什么"};
    Text why_question{"Why this digit?", "为什么是这个数字？"};
    Text why_sum{"{0} is {1}. It adds up of:", "{0}是 {1}，由这些相加而成："};
    Text why_sum_above{
        "{0} is {1} above the mean of all classes: softmax hears nothing but differences. It adds up of:",
        "{0}比各类别的平均值高 {1}（softmax 只看差值），由这些相加而成："};
    Text why_layer{"from {0}", "来自{0}"};
    Text why_bias{"bias", "偏置"};
    Text why_rest{"{0} others, weaker", "其余 {0} 个较弱的"};
    Text why_total{"together", "合计"};
    Text why_not_sum{"This neuron is no sum of what it hears: {0}", "这个神经元不是输入之和：{0}"};
    Text why_help{
        "Each line is one neuron below: its activation times its weight, less what it adds to the "
        "classes on the average. Click one to go there.",
        "每一行是前一层的一个神经元：激活值乘以权重，再减去它给各类别的平均值。点击可转到它。"};
    Text why_difference_help{"Each line is one neuron below: how much more it adds to {0} than to {1}.",
                             "每一行是前一层的一个神经元：它给“{0}”的比给“{1}”的多多少。"};
    Text why_alone{"all classes", "全部类别"};
    Text why_and_not{"Why {0}, and not", "为什么是“{0}”，而不是"};

    Text break_tab{"Break it", "弄错它"};
    Text break_question{"When does it fail?", "它什么时候会读错？"};
    Text break_help{"All of this is done to what the network sees, after cropping, scaling and centring.",
                    "这些改变作用于网络看到的图片，在裁剪、缩放、居中之后。"};
    Text sweep_of{"All answers: {0}", "全部答案：{0}"};
    Text amount{"{0} {1}", "{0} {1}"};
    Text no_flip{"The answer never changes.", "答案始终不变。"};
    Text flip_below{"Below {0} the answer is {1}.", "低于 {0} 时，答案是“{1}”。"};
    Text flip_above{"From {0} on the answer is {1}.", "从 {0} 起，答案是“{1}”。"};
    Text command_change{"Break it: change what the network sees", "弄错它：改变网络看到的图片"};

    Text maps_tab{"Heat maps", "热力图"};
    Text maps_question{"Which pixels matter?", "哪些像素重要？"};
    Text maps_of{"For {0}, which is {1} now. Orange speaks for it, blue against it.",
                 "针对{0}，它现在是 {1}。橙色表示支持，蓝色表示反对。"};
    Text seen{"What it sees", "网络看到的"};
    Text being_made{"being made: {0} %", "正在计算：{0} %"};
    Text gradient{"Gradient", "梯度"};
    Text gradient_means{"How much the value would change if a pixel became a tiny bit brighter.",
                        "如果一个像素稍微变亮，这个值会变多少。"};
    Text gradient_not{
        "It does not say what caused the answer: it is about tiny changes of this very picture.",
        "它不说明答案的原因：它只说明对这幅图的微小改动会怎样。"};
    Text input_gradient{"Gradient × input", "梯度 × 输入"};
    Text input_gradient_means{"The gradient times the pixel: what the ink there counts, if all were linear.",
                              "梯度乘以像素值：假如网络是线性的，那里的墨有多重要。"};
    Text input_gradient_not{
        "Empty paper is 0 by definition, though gaps decide many digits; and the network "
        "is not linear.",
        "按定义，空白处总是 0，可是许多数字正要看空白；而且网络不是线性的。"};
    Text integrated{"Integrated gradients", "积分梯度"};
    Text integrated_means{
        "Gradients added up on the way from a blank page to the drawing: all pixels "
        "together give the difference of the two values.",
        "从白纸到这幅图，一路上的梯度相加：所有像素之和就是两个值之差。"};
    Text integrated_not{"It is about the blank page: compared with another picture the map is another.",
                        "它是与白纸相比的：与另一幅图相比，就是另一幅热力图。"};
    Text completeness{"Difference from the blank page: {0}; left over: {1}.", "与白纸之差：{0}；剩余：{1}。"};
    Text smooth{"SmoothGrad", "平滑梯度"};
    Text smooth_means{"The mean gradient of many slightly noisy copies of the picture.",
                      "给图片加上少许噪声，做许多份，取梯度的平均值。"};
    Text smooth_not{"It looks cleaner, but it still is a gradient; how much noise is right, nobody knows.",
                    "看起来更干净，但仍然是梯度；加多少噪声才对，没有人知道。"};
    Text guided{"Guided backpropagation", "引导反向传播"};
    Text guided_means{"The gradient, where only what is positive passes each ReLU on the way back.",
                      "梯度，但反向经过每个 ReLU 时只让正值通过。"};
    Text guided_not{
        "It mostly shows the edges of the ink, and hardly changes when the network is scrambled "
        "(Adebayo 2018).",
        "它显示的主要是墨迹的边缘，打乱网络后几乎不变（Adebayo 2018）。"};
    Text deconvolution{"Deconvolution", "反卷积"};
    Text deconvolution_means{"What flows back through the pools' winners if ReLUs pass all that is positive.",
                             "经过池化的最大值反向传回，每个 ReLU 让所有正值通过。"};
    Text deconvolution_not{"Like guided backpropagation it draws the picture again, whatever was learned.",
                           "与引导反向传播一样，它只是重画这幅图，与学到了什么无关。"};
    Text gradcam{"Grad-CAM", "类激活图"};
    Text gradcam_means{"Where the maps are active that speak for the value, as coarse as their layer.",
                       "支持这个值的特征图在哪里有激活，和那一层一样粗略。"};
    Text gradcam_not{"It says neither what speaks against it, nor where exactly.",
                     "它不说明什么表示反对，也不说明确切的位置。"};
    Text gradcam_layer{"Of {0}.", "取自{0}。"};
    Text occlusion{"Occlusion", "遮挡"};
    Text occlusion_means{"How much the value drops when a square of paper covers that place.",
                         "用一小块白纸遮住那里，这个值会下降多少。"};
    Text occlusion_not{"Covered pictures are such as the network never saw: it may be misled by the square.",
                       "网络从未见过被遮住的图片：它可能被这块白纸误导。"};
    Text patch_size{"The square has {0} × {1} pixels.", "这块白纸有 {0} × {1} 像素。"};
    Text scramble_title{"The scramble test", "打乱测试"};
    Text scramble_none{"drag me: nothing is scrambled", "拖动：现在没有打乱"};
    Text scramble_down_to{"scrambled down to {0}", "打乱到{0}为止"};
    Text scramble_help{
        "While you hold it, the weights of the layers from the top down are random numbers. A map "
        "that does not change then does not show what was learned. The numbers below the maps "
        "say how alike they are to before: 1 is the same. Let go, and the network is back.",
        "按住时，从最后一层往前，各层的权重换成随机数。这时不变的热力图，显示的就不是学到的东西。"
        "图下的数字是与之前的相似程度：1 表示相同。松开，网络就恢复了。"};
};
inline constexpr Texts texts;

}  // namespace convoscope::explain_shown
