#pragma once

#include "base/text.h"

namespace convoscope::models_shown {

struct Texts {
    Text title{"Models", "模型"};
    Text choose{"Which network is shown: click for another", "正在显示的网络：点击可换一个"};
    Text bundled{"bundled with the program", "内置模型"};
    Text recent{"opened lately", "最近打开"};
    Text key_open_model{"Open a model's file ...", "打开模型文件……"};
    Text dialog_open_model{"Open a model", "打开模型"};
    Text types_models{"models", "模型"};
    Text show_model{"Show another model", "显示另一个模型"};
    Text shown{"this is {0}: {1} layers, {2} weights and biases", "当前模型 {0}：{1} 层，{2} 个权重和偏置"};
    Text imported{"{0} ({1})", "{0}（{1}）"};
    Text reads{"this is {0}; it reads {1} of {2} of the program's own digits",
               "当前模型 {0}；在程序自带的 {2} 个数字中读对 {1} 个"};
    Text not_tried{"this is {0}; it does not read digits: draw, and see what it does",
                   "当前模型 {0}；它不是识别数字的网络：画几笔看看它的反应"};
    Text previous_model{"Back to the model before", "回到前一个模型"};
    Text no_previous{"no other model was shown before", "之前没有显示过别的模型"};
    Text lenet5{"LeNet-5 with ReLU and max pooling: the best reader", "LeNet-5，ReLU 与最大池化：读得最准"};
    Text lenet5_1998{"as LeCun wrote it down: tanh, average pooling",
                     "LeCun 1998 年的原始设计：tanh、平均池化"};
    Text harley{"the shape of Harley's picture", "Harley 可视化中的网络"};
    Text mlp{"fully connected layers alone", "只有全连接层"};
    Text templates{"no hidden layer: one template a digit", "没有隐藏层：每个数字一个模板"};
    Text fashion{"reads clothes instead of digits", "识别衣物，而不是数字"};
};
inline constexpr Texts texts;

}  // namespace convoscope::models_shown
