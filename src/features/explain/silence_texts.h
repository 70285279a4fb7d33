#pragma once

#include "base/text.h"

namespace convoscope::explain_shown {

struct SilenceTexts {
    Text tab{"Silence", "关掉"};
    Text question{"What can it do without?", "它少了什么也行？"};
    Text help{
        "Switch a part off and watch the picture and the answer. A neuron that is off says 0, whatever it "
        "hears; a bias that is off adds nothing.",
        "关掉一部分，看看画面和答案。关掉的神经元不管听到什么，都输出 0；关掉的偏置什么都不加。"};
    Text none_selected{"Click a neuron in the scene: then it can be switched off here.",
                       "点击场景中的一个神经元，就可以在这里关掉它。"};
    Text selected{"Selected: {0}", "已选：{0}"};
    Text neuron{"Neuron", "神经元"};
    Text map{"Its map", "所在特征图"};
    Text bias{"Its bias", "它的偏置"};
    Text tip_off{"Switch it off", "关掉它"};
    Text tip_on{"Switch it on again", "重新打开它"};

    Text off{"Off now: {0}", "已关掉：{0}"};
    Text nothing_off{"Nothing is off.", "没有关掉任何部分。"};
    Text on_again{"on again", "打开"};
    Text all_on{"All on again", "全部打开"};
    Text map_of{"{0}, all of map {1}", "{0}，特征图 {1} 整张"};
    Text map_name{"{0}, map {1}", "{0}，特征图 {1}"};
    Text bias_of_unit{"{0}, bias of unit {1}", "{0}，第 {1} 个的偏置"};
    Text bias_of_map{"{0}, bias of map {1}", "{0}，特征图 {1} 的偏置"};

    Text accuracy{"Accuracy: {0}", "准确率：{0}"};
    Text everything_on{"everything on", "全部打开"};
    Text as_it_is{"as it is now", "现在这样"};
    Text so_far{"So far {0} of {1} pictures have been read.", "到目前为止读了 {1} 张中的 {0} 张。"};

    Text which_maps{"Which maps can it do without?", "少了哪些特征图也行？"};
    Text which_units{"Which neurons can it do without?", "少了哪些神经元也行？"};
    Text which_help{
        "Each of them alone is switched off, and all pictures are read again. A bar says by how many "
        "percentage points the accuracy drops; one to the left: it rises. Click a line to go there, its eye "
        "to switch it off.",
        "逐个单独关掉，再读一遍全部图片。橙条表示准确率下降多少个百分点；向左的蓝条表示上升。"
        "点击一行可转到它，点击眼睛可关掉它。"};
    Text strongest_first{"Most missed first", "最需要的在前"};
    Text in_order{"In order", "按顺序"};
    Text try_all{"Try all {0} of them: it takes a while", "逐个尝试全部 {0} 个：需要一些时间"};
    Text row_tip{"Without it {0} % are right, {1} % with it. Of {2} pictures {3} are read as something else.",
                 "没有它读对 {0} %，有它读对 {1} %。{2} 张图片中有 {3} 张读成了别的。"};
    Text cannot_read{"The data set cannot be read by this network: {0}", "这个网络不能读取该数据集：{0}"};

    Text command_silence{"Silence: switch a neuron, a map or a bias off", "关掉一个神经元、特征图或偏置"};
    Text command_on_again{"Silence: switch it on again, or all", "重新打开一个或全部"};
    Text command_order{"Silence: the most missed first, or in order", "关掉：最需要的在前，或按顺序"};
    Text command_try_all{"Silence: try all maps one after the other", "关掉：逐个尝试全部特征图"};
    Text nothing_is_off{"nothing is off", "没有关掉任何部分"};
};
inline constexpr SilenceTexts silence_texts;

}  // namespace convoscope::explain_shown
