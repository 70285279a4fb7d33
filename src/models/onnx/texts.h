#pragma once

#include "base/text.h"

namespace convoscope::models::onnx {

/// Of ONNX files: as in models/texts.h, what is meant is {0} of what is said of it.
struct Texts {
    Text without_library{
        "this Convoscope was built without ONNX's schema and cannot open .onnx files: install libonnx-dev "
        "and libprotobuf-dev and build it again",
        "此 Convoscope 构建时没有 ONNX 的文件格式定义，无法打开 .onnx 文件：请安装 libonnx-dev 和 "
        "libprotobuf-dev 后重新构建"};
    Text cannot_write{
        "this Convoscope was built without ONNX's schema and cannot write .onnx files: install libonnx-dev "
        "and libprotobuf-dev and build it again, or write .safetensors or .npz",
        "此 Convoscope 构建时没有 ONNX 的文件格式定义，无法写出 .onnx 文件：请安装 libonnx-dev 和 "
        "libprotobuf-dev 后重新构建，或者写成 .safetensors 或 .npz"};
    Text too_large_to_write{
        "as ONNX the model would have more than the {0} bytes that such a file may have: write .safetensors",
        "写成 ONNX 会超过这种文件允许的 {0} 个字节：请写成 .safetensors"};
    Text too_large{"it has {0} bytes, and at most {1} can be read: export a smaller network",
                   "它有 {0} 个字节，最多只能读取 {1} 个：请导出更小的网络"};
    Text not_whole{"it is no whole ONNX file", "它不是完整的 ONNX 文件"};
    Text crowded{"it is no ONNX file, or damaged: it consists of too many or too deeply nested parts",
                 "它不是 ONNX 文件，或已损坏：它的组成部分过多或嵌套过深"};
    Text no_graph{"it holds no network: export the model again", "其中没有网络：请重新导出模型"};
    Text no_outputs{"its network has no output: export the model again",
                    "其中的网络没有输出：请重新导出模型"};
    Text no_opset{"it does not say which version of ONNX's operators it uses: export the model again",
                  "它没有说明所用的 ONNX 算子版本：请重新导出模型"};
    Text wrong_opset{
        "it uses version {0} of ONNX's operators, and Convoscope knows versions {1} to {2}: export the model "
        "again with one of these (opset_version=17)",
        "它使用 ONNX 算子版本 {0}，而 Convoscope 支持版本 {1} 到 {2}：请用其中之一重新导出模型"
        "（opset_version=17）"};

    // Nodes
    Text node{"node '{0}' ({1})", "节点“{0}”（{1}）"};
    Text node_of{"the node that computes '{0}' ({1})", "计算“{0}”的节点（{1}）"};
    Text no_operator{"a node has no operator", "有一个节点没有算子"};
    Text has_graph{
        "{0} has a graph inside it ('{1}'), as loops have; Convoscope shows networks without them: export it "
        "without loops",
        "{0}内部含有子图（“{1}”），如循环；Convoscope 只能显示没有循环的网络：请导出不含循环的网络"};
    Text no_branches{"{0} has not one condition and two branches that give as many values as it does",
                     "{0}没有一个条件和两个给出同样多值的分支"};
    Text function{"function '{0}'", "函数“{0}”"};
    Text function_twice{"the function '{0}' is there twice", "函数“{0}”出现了两次"};
    Text wrong_call{"{0} hears or gives more values than the file's function of that name",
                    "{0}的输入或输出多于文件中同名函数"};
    Text calls_itself{"{0} calls a function of the file's that it is itself a part of",
                      "{0}调用了它自己所在的函数"};
    Text too_deep{
        "{0} lies too deep in functions or conditions that are inside each other: put them into the graph "
        "(in Python: onnx.inliner.inline_local_functions)",
        "{0}位于嵌套过深的函数或条件中：请先把它们展开到图中（Python："
        "onnx.inliner.inline_local_functions）"};
    Text too_many_calls{
        "up to {0}, what the file's own functions do is more than sixteen times the file once it is written "
        "out: export the network without functions",
        "到{0}为止，文件自己定义的函数展开后已超过文件的十六倍：请导出不含函数的网络"};
    Text attribute_twice{"{0} has the attribute '{1}' twice", "{0}的属性“{1}”出现了两次"};
    Text unknown_attribute{
        "'{1}' of {0} is no number, text, list or tensor, and Convoscope reads nothing else: export the "
        "network without it",
        "{0}的“{1}”不是数、文字、列表或张量，Convoscope 无法读取：请导出不含它的网络"};
    Text no_constant{"{0} has no value that is a number, a list of numbers or a tensor: export it again",
                     "{0}没有数、数列或张量形式的值：请重新导出"};

    // Values
    Text value_twice{"the value '{0}' is there twice", "值“{0}”出现了两次"};
    Text value_unknown{"{0} needs the value '{1}', which nothing in the file computes",
                       "{0}需要值“{1}”，但文件中没有计算它的节点"};
    Text output_unknown{"nothing in the file computes the output '{0}'", "文件中没有计算输出“{0}”的节点"};
    Text cycle{"{0} waits for nodes that need each other's results in a ring",
               "{0}等待的节点循环地需要彼此的结果"};
    Text no_tensor_input{
        "the input '{0}' is no tensor; Convoscope shows networks that take a picture: choose another model",
        "输入“{0}”不是张量；Convoscope 只能显示以图片为输入的网络：请选择其他模型"};
    Text words_input{
        "the input '{0}' takes text; Convoscope shows networks that take a picture: choose another model",
        "输入“{0}”接收文字；Convoscope 只能显示以图片为输入的网络：请选择其他模型"};
    Text damaged{"{0}; the file is damaged or was written wrongly: export the model again",
                 "{0}；文件已损坏或写入有误：请重新导出模型"};

    // Tensors
    Text of_node{"'{0}' of {1}", "{1}的“{0}”"};
    Text unreadable_type{"{0} is of type {1}, which Convoscope does not read: convert it to float32",
                         "{0}的类型是 {1}，Convoscope 无法读取：请转换成 float32"};
    Text sparse{"{0} is sparse, which Convoscope does not read: export it as a dense tensor",
                "{0}是稀疏张量，Convoscope 无法读取：请导出为稠密张量"};
    Text wrong_count{"{0} of shape {1} needs {2} {3}, and the file has {4}",
                     "{0}的形状是 {1}，需要 {2} 个{3}，文件中有 {4} 个"};
    Text bytes{"bytes", "字节"};
    Text values{"values", "数值"};

    // Data beside the file
    Text data_missing{
        "its weights lie in a second file, '{0}', which is missing or cannot be read: put it into the same "
        "folder",
        "它的权重在另一个文件“{0}”中，该文件缺失或无法读取：请把它放到同一文件夹中"};
    Text data_elsewhere{
        "the data of {0} lie in '{1}', and Convoscope reads only files in the model's own folder: save the "
        "model again with its data beside it",
        "{0}的数据在“{1}”中，而 Convoscope 只读取模型所在文件夹中的文件：请重新保存模型，把数据放在它旁边"};
    Text data_unknown{"it is not said in which file the data of {0} lie", "没有说明{0}的数据在哪个文件中"};
    Text data_behind{
        "the data of {0} lie behind the end of '{1}': that file is damaged or belongs to another model, copy "
        "both files again",
        "{0}的数据超出“{1}”的末尾：该文件已损坏或属于另一个模型，请重新复制这两个文件"};
    Text data_shared{"the tensors claim more bytes of '{0}' than there are",
                     "张量声称的数据多于“{0}”中的字节"};

    // What was passed over
    Text training{"what it says of the training", "关于训练的信息"};
};
inline constexpr Texts texts;

}  // namespace convoscope::models::onnx
