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
    Text shown{"this is {0}: {1} layers, {2} weights and biases", "当前模型是 {0}：{1} 层，{2} 个权重和偏置"};
    Text imported{"{0} ({1})", "{0}（{1}）"};
    Text reads{"this is {0}; it reads {1} of {2} of the program's own digits",
               "当前模型是 {0}；在程序自带的 {2} 个数字中读对 {1} 个"};
    Text not_tried{"this is {0}; it does not read digits: draw, and see what it does",
                   "当前模型是 {0}；它不是识别数字的网络：画几笔看看它的反应"};
    Text seems{"this is {0}; it seems to read {1}", "当前模型是 {0}；看来它识别的是{1}"};

    // Opening a file
    Text reading_file{"reading {0}", "正在读取 {0}"};
    Text trying{"{0}: trying {1} of {2}", "{0}：正在试第 {1} 种，共 {2} 种"};
    Text cancel_opening{"Do not open the file after all", "放弃打开文件"};
    Text cancel{"Cancel", "取消"};
    Text nothing_opens{"no file is being opened", "没有正在打开的文件"};

    // The import doctor
    Text doctor{"Import doctor", "导入检查"};
    Text show_doctor{"Show what was found and guessed of the model's file",
                     "显示从模型文件中读出和推测的内容"};
    Text nothing_guessed{"this model says all of itself", "模型文件已写明一切，没有推测的内容"};
    Text close_doctor{"Close", "关闭"};
    Text part_file{"What the file is", "这是什么文件"};
    Text file_and_format{"{0}: {1}", "{0}：{1}"};
    Text file_format_producer{"{0}: {1}, by {2}", "{0}：{1}，由 {2} 写出"};
    Text counts{"{0} layers, {1} of them with weights; {2} weights and biases",
                "{0} 层，其中 {1} 层有权重；共 {2} 个权重和偏置"};
    Text passed_over{"passed over: {0}", "跳过：{0}"};
    Text part_sure{"How sure that is", "有多大把握"};
    Text reads_digits{"It reads {0} of {1} of the program's own digits.",
                      "在程序自带的 {1} 个数字中，它读对 {0} 个。"};
    Text reads_badly{
        "That is hardly more than chance: it is untrained, reads something else, or is shown drawings "
        "wrongly.",
        "这和随意作答差不多：它可能没有训练过，识别的可能是别的内容，也可能是图片给得不对。"};
    Text reads_half{"That is too few for a trained network: something is guessed wrongly.",
                    "训练过的网络不该只读对这么少：有一处推测不对。"};
    Text was_not_tried{"It was not tried on digits: its outputs are not digits.",
                       "没有用数字试过它：它的输出不是数字。"};
    Text says_all{"Convoscope wrote this file, which says all of the network: there was nothing to try.",
                  "这个文件由 Convoscope 写出，网络的一切都已写明，无需再试。"};
    Text was_corrected{"This is as you chose it.", "当前用的是你的选择。"};
    Text forget{"Forget that", "撤销这一选择"};
    Text forget_help{"Guess anew what the file does not say", "重新推测文件没有说明的内容"};
    Text part_guessed{"What was guessed", "推测的内容"};
    Text part_shown{"What paper and ink are for it", "纸和墨的值"};
    Text range{"{0} to {1}", "{0} 到 {1}"};
    Text range_dark{"{0} to {1}, dark ink", "{0} 到 {1}，深色墨迹"};
    Text range_mnist{"MNIST's mean and deviation", "MNIST 的均值与标准差"};
    Text range_mnist_dark{"MNIST's mean and deviation, dark ink", "MNIST 的均值与标准差，深色墨迹"};
    Text score{"{0} of {1}", "{0} / {1}"};
    Text not_yet_tried{"not tried", "未试过"};
    Text part_placed{"How a drawing becomes its {0}", "图片的放置（输入为 {0}）"};
    Text padded{"with a border", "加边框"};
    Text resized{"resized", "缩放"};
    Text upright{"upright", "正放"};
    Text turned{"rows as columns", "行列对换"};
    Text as_photograph{"photograph", "照片"};
    Text as_digit{"digit", "数字"};
    Text as_mnist{"as MNIST's digits", "与 MNIST 相同"};
    Text cut_to_ink{"cut to the ink", "按墨迹裁剪"};
    Text part_networks{"Other networks that it may be", "也可能是下列网络"};
    Text same_but{"the same", "相同"};
    Text and_also{"{0}; {1}", "{0}；{1}"};
    Text part_classes{"What it tells apart", "它的类别"};
    Text seems_to_be{"By its shape it seems to read {0}.", "从形状看，它识别的应是{0}。"};
    Text may_be{"It may read {0}: choose that below to see.", "它识别的可能是{0}：在下面选用后可看结果。"};
    Text names_are_guessed{"These names are guessed.", "这些名称是推测的。"};
    Text names_hint{"names, separated by commas", "各个名称，用“，”分开"};
    Text use_names{"Use", "使用"};
    Text names_help{"One name an output, in their order", "按输出的次序，每个输出一个名称"};
    Text choose_set{"Choose names ...", "选择名称……"};
    Text name_classes{"Name the classes", "为类别命名"};
    Text wrong_number_of_classes{"these are {0} names; the network has {1} outputs",
                                 "这里有 {0} 个名称；网络有 {1} 个输出"};
    Text wrong_class_name{"a class name is empty, too long or not one line of text",
                          "有一个类别名称为空、过长，或不是一行文字"};
    Text part_tensors{"Tensors", "张量"};
    Text of_no_layer{"of no layer", "不属于任何层"};
    Text more_tensors{"and {0} more", "还有 {0} 个"};

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
