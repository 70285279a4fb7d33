#pragma once

#include "base/text.h"

namespace convoscope::models::lowering {

/// What can be wrong with another program's network.
struct Texts {
    Text no_input{"the network has no input", "该网络没有输入"};
    Text no_output{"the network has no output", "该网络没有输出"};
    Text input_shape{
        "the shape of its input '{0}' is not known: export it again with a fixed size for everything but the "
        "batch",
        "输入“{0}”的形状未知：请重新导出，除批量之外都用固定的大小"};
    Text too_many_nodes{"it has more than the {0} layers that Convoscope can hold",
                        "它的层数超过 Convoscope 能容纳的 {0} 层"};
    Text too_large{"the network has more neurons or weights than Convoscope can hold",
                   "网络的神经元或权重数量超出 Convoscope 的容量"};
    Text output_is_constant{"its output '{0}' does not depend on its input", "输出“{0}”不依赖输入"};
    Text at_node{"node '{0}' ({1}): {2}", "节点“{0}”（{1}）：{2}"};
    Text unknown_operator{"Convoscope does not know this operator; networks of these can be opened: {0}",
                          "Convoscope 不认识这个运算；可以打开由以下运算组成的网络：{0}"};
    Text needs_constant{"'{0}' must be a constant; export the network for inference, with its weights inside",
                        "“{0}”必须是常量；请以推理方式导出网络，并包含权重"};
    Text needs_value{"it computes with constants alone", "它只用常量计算"};
    Text wrong_rank{"what it hears has {0} axes; Convoscope can do this with {1}",
                    "它的输入有 {0} 个轴；Convoscope 只支持 {1} 个"};
    Text wrong_weights{"its weights of shape {0} do not fit what it hears, {1}",
                       "它的权重形状 {0} 与输入 {1} 不符"};
    Text wrong_attribute{"'{0}' has a value that Convoscope does not know", "“{0}”的值 Convoscope 不认识"};
    Text wrong_shape{"{0} numbers do not fit the shape {1}", "{0} 个数与形状 {1} 不符"};
    Text mixes_batch{"it mixes the pictures of a batch", "它把一批中的多幅图片混在一起"};
    Text not_broadcast{"{0} and {1} do not fit each other", "{0} 与 {1} 不匹配"};
    Text trains{"the network was exported for training: export it in evaluation mode (model.eval())",
                "该网络是以训练模式导出的：请以评估模式导出（model.eval()）"};
    Text between{"1 to {0}", "1 到 {0}"};
    Text batch_cut{"its batch of {0} pictures was cut to one", "每批 {0} 幅图片改成了一幅"};
    Text other_outputs{"it has {0} outputs; shown is '{1}'", "它有 {0} 个输出；显示的是“{1}”"};
    Text other_inputs{"it has {0} inputs; a picture can only go into one",
                      "它有 {0} 个输入；图片只能进入一个"};
    Text not_quantised{"the rounding of activations whose scale is not known before is left out",
                       "略去了比例事先未知的激活值的舍入"};
    Text whole_numbers{
        "Convoscope does not know what its whole numbers stand for: export the network before it is "
        "quantised",
        "Convoscope 不知道它的整数代表什么：请导出量化之前的网络"};
    Text depends{
        "which of its branches counts depends on the picture, or is not known: export the network without "
        "conditions (for a fixed size of the picture)",
        "走哪个分支取决于图片，或无法确定：请导出不含条件的网络（固定图片大小）"};
};
inline constexpr Texts texts;

}  // namespace convoscope::models::lowering
