#pragma once

#include "base/text.h"

namespace convoscope::train {

struct Texts {
    Text digits{"digits", "数字"};
    Text scribbles{"scribbles", "涂鸦"};
    Text letters{"letters", "字母"};
    Text figures{"figures", "图形"};
    Text beginnings{"beginnings of digits", "数字的开头部分"};

    Text no_number{
        "the model '{0}' answers with what is no number: its weights are too large; train it again",
        "模型“{0}”的输出不是数：它的权重过大；请重新训练"};
    Text no_recipe{"there is no recipe for a model called '{0}'; there are: {1}",
                   "没有名为“{0}”的模型的训练方案；现有的是：{1}"};
    Text too_few_drawings{"a stroke file of {0} drawings is too short to learn from: it needs at least {1}",
                          "只有 {0} 幅绘图的笔画文件太短，不能用来学习：至少需要 {1} 幅"};
    Text cannot_draw_afresh{
        "drawing {0} (from 0) lies on a picture and cannot be drawn afresh; take it out, or train with "
        "--no-augment",
        "第 {0} 幅绘图（从 0 数起）画在图片上，无法重新绘制；请去掉它，或用 --no-augment 训练"};
    Text cannot_move{
        "drawing {0} (from 0) lies on a picture and cannot be moved; evaluate it as it was drawn",
        "第 {0} 幅绘图（从 0 数起）画在图片上，无法移动；请按原样评估"};
    Text nothing_left{"of {0} pictures {1} cannot be held out: none is left to train on; hold out fewer",
                      "{0} 张图片中无法留出 {1} 张：没有剩下可供训练的；请少留一些"};
    Text empty_set{"a set without pictures: nothing to learn from or to measure on",
                   "数据集中没有图片：无从学习，也无从测量"};
    Text do_not_fit{"pictures of {0} x {1} do not fit into the network's input of {2} x {3}",
                    "{0} x {1} 的图片放不进网络 {2} x {3} 的输入"};
    Text no_colours_yet{"cannot train on pictures in colour: name a set of grey ones, as MNIST is",
                        "无法用彩色图片训练：请给出灰度图片的数据集，如 MNIST"};
    Text no_such_class{"label {0} of picture {1} is no class of the network, which has {2}",
                       "第 {1} 张图片的标签 {0} 不是网络的类别；网络共有 {2} 个类别"};
    Text other_classes{"the teacher '{0}' tells other classes apart than the model to train",
                       "教师模型“{0}”区分的类别与要训练的模型不同"};
    Text teacher_without_softmax{"the teacher '{0}' does not end in a softmax",
                                 "教师模型“{0}”的最后不是 softmax"};
    Text no_softmax{"only a network that ends in a softmax can be trained; '{0}' is none",
                    "只能训练以 softmax 结尾的网络；“{0}”不是"};
    Text empty_epoch{"an epoch without pictures: give the training sets a larger share",
                     "一轮训练中没有图片：请给训练集更大的份额"};
    Text astray{
        "training went astray at step {0}: the loss is no longer a number; use a smaller learning rate",
        "训练在第 {0} 步发散：损失不再是数；请用更小的学习率"};
};
inline constexpr Texts texts;

}  // namespace convoscope::train
