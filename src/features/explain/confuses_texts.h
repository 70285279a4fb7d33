#pragma once

#include "base/text.h"

namespace convoscope::explain_shown {

struct ConfusesTexts {
    Text tab{"Confuses", "混淆"};
    Text question{"What does it confuse?", "它会把什么弄混？"};
    Text reading_set{"Reading the data set …", "正在读取数据集……"};
    Text no_set{"There are no labelled pictures to tell this from: {0}", "没有带标签的图片可用：{0}"};
    Text cannot_read{"The data set cannot be read by this network: {0}", "这个网络不能读取该数据集：{0}"};
    Text accuracy{"{0}: {1} % are read rightly, {2} are not. This is about the network as its file has it.",
                  "{0}：读对 {1} %，读错 {2} 张。这里说的是文件里的网络。"};
    Text pictures{"Pictures", "图片"};
    Text counts{"Counts", "数目"};
    Text matrix_help{
        "A row is what the pictures are, a column what they were read as. The diagonal is right; the more "
        "orange, the more mistakes. Click a cell for its pictures.",
        "一行是图片实际的类别，一列是它被读成的类别。对角线上是读对的；越橙，错得越多。点击格子看它的图片。"};
    Text some_classes{"Of {0} classes those {1} with the most pictures.", "{0} 个类别中图片最多的 {1} 个。"};
    Text cell_wrong{"{0}, read as {1}: {2} of {3} ({4} %)",
                    "实际是“{0}”，读成“{1}”：{3} 张中的 {2} 张（{4} %）"};
    Text cell_right{"{0}, read rightly: {1} of {2} ({3} %)", "“{0}”读对了：{2} 张中的 {1} 张（{3} %）"};
    Text cell_none{"{0}, read as {1}: none", "“{0}”读成“{1}”：没有"};
    Text cell_pictures{"{0} read as {1}: {2}, the surest first", "“{0}”读成“{1}”：{2} 张，最有把握的在前"};
    Text right_pictures{"{0} read rightly: {1}, the surest first", "“{0}”读对了：{1} 张，最有把握的在前"};
    Text first_of_them{"The first {0} are shown.", "显示前 {0} 张。"};
    Text click_picture{"Click a picture, and it is on the canvas.", "点击一张图片，它就出现在画布上。"};
    Text picture_tip{"Picture {0}: it is {1}, and was read as {2}, {3} % sure. Click: on the canvas.",
                     "第 {0} 张：实际是“{1}”，读成“{2}”，把握 {3} %。点击放到画布上。"};
    Text picture_tip_value{
        "Picture {0}: it is {1}, and was read as {2}; the output is {3}. Click: on the canvas.",
        "第 {0} 张：实际是“{1}”，读成“{2}”，输出为 {3}。点击放到画布上。"};
    Text percent{"{0} %", "{0} %"};
    Text mistake{"{0} as {1}", "{0}→{1}"};
    Text mistakes{"All mistakes: {0}, the surest first", "全部错误：{0} 个，最有把握的在前"};
    Text no_mistakes{"It makes no mistake.", "它没有读错。"};

    Text by_class{"Class by class", "逐个类别"};
    Text recall{"recall", "召回率"};
    Text precision{"precision", "精确率"};
    Text by_class_help{
        "Recall: of all pictures of a class, how many are read as it. Precision: of all that are read as it, "
        "how many are it. Both in per cent.",
        "召回率：某类别的全部图片中，有多少被读成它。精确率：被读成它的全部图片中，有多少真的是它。单位都是百"
        "分比。"};

    Text calibration{"Is it as sure as it should be?", "它的把握恰当吗？"};
    Text calibration_help{
        "Of the answers that are 90 % sure, 90 of 100 should be right: then the bars reach the slanted line. "
        "Orange: it was surer than right. Blue: it was right more often than it was sure. Pale: few answers.",
        "在把握为 90 % 的答案中，100 个应有 90 个是对的：那样柱子就到达斜线。"
        "橙色：把握大于正确的比例。蓝色：正确的比例大于把握。浅色：答案很少。"};
    Text too_sure{
        "On the average it is {0} percentage points off (the expected calibration error), mostly too sure.",
        "平均相差 {0} 个百分点（期望校准误差），多半是过于自信。"};
    Text too_modest{
        "On the average it is {0} percentage points off (the expected calibration error), mostly too modest.",
        "平均相差 {0} 个百分点（期望校准误差），多半是不够自信。"};
    Text no_probabilities{"Its outputs are no probabilities: they do not say how sure it is.",
                          "它的输出不是概率：不表示有多大把握。"};
    Text sure_at{"sure: {0} %", "把握：{0} %"};
    Text right_at{"right: {0} %", "读对：{0} %"};
    Text bin_tip{"{0} to {1} % sure: {2} answers, {3} % of them right",
                 "把握 {0} 至 {1} %：{2} 张，其中读对 {3} %"};
    Text bin_empty{"{0} to {1} % sure: none", "把握 {0} 至 {1} %：没有"};

    Text command_cell{"Confusion: show the pictures of a cell", "混淆矩阵：显示一格的图片"};
    Text command_counts{"Confusion: counts, or pictures", "混淆矩阵：数目或图片"};
    Text command_example{"Put a picture of the data set on the canvas", "把数据集的一张图片放到画布上"};
    Text not_read{"the data set has not been read yet", "数据集还没有读取"};
    Text no_picture{"there is no picture {0}: the data set has {1}, from 0",
                    "没有第 {0} 张图片：数据集有 {1} 张，从 0 开始"};
};
inline constexpr ConfusesTexts confuses_texts;

}  // namespace convoscope::explain_shown
