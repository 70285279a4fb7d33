#pragma once

#include "base/text.h"

namespace convoscope::models {

/// Many are parts of others: what is meant ("layer 'conv1'", "'stride' of layer 'conv1'") is {0} of what is
/// said of it.
struct Texts {
    Text photo_units{"photographs, in numbers from 0 to 1", "照片，数值从 0 到 1"};
    Text photo_bytes{"photographs, in numbers from 0 to 255", "照片，数值从 0 到 255"};
    Text photo_around_zero{"photographs, in numbers from -1 to 1", "照片，数值从 -1 到 1"};
    Text photo_cifar{"photographs, less the mean and divided by the deviation of CIFAR-10's colours",
                     "照片，减去 CIFAR-10 各颜色的均值再除以标准差"};
    Text photo_imagenet{
        "photographs, the middle 224 of 256 pixels, less the mean and divided by the deviation of "
        "ImageNet's colours",
        "照片，取正中的 224/256，减去 ImageNet 各颜色的均值再除以标准差"};
    Text shown_as{"it is shown {0}", "给它看的是{0}"};
    // Which model
    Text cannot_open_model{
        "cannot open the model '{0}': there is no such file, and the bundled models are: {1}",
        "无法打开模型“{0}”：没有这个文件；程序自带的模型有：{1}"};
    Text none{"none", "无"};

    // Files of other programs
    Text unknown_file{
        "Convoscope does not know what it is: it opens Keras, PyTorch, ONNX, safetensors and NumPy files",
        "Convoscope 不认识这个文件：它可以打开 Keras、PyTorch、ONNX、safetensors 和 NumPy 文件"};
    Text leads_elsewhere{"'{0}' is no file of the model's own folder: copy it there",
                         "“{0}”不是模型所在文件夹中的文件：请把它复制到那里"};
    Text no_network_fits{
        "its tensors do not follow each other as the layers of a network do: save it as ONNX, which has the "
        "layers, "
        "too",
        "其中的张量不能像网络的层那样前后相接：请另存为 ONNX，它同时包含各层的结构"};
    Text tensor_does_not_fit{
        "its tensors do not follow each other as the layers of a network do: '{0}' is of shape {1}, where "
        "{2} "
        "would fit behind '{3}'; save it as ONNX, which has the layers, too",
        "其中的张量不能像网络的层那样前后相接：“{0}”的形状是 {1}，而接在“{3}”之后应为 {2}；请另存为 "
        "ONNX，它同时包含各层的结构"};

    // Reading JSON (json_reader.h)
    Text too_deep{"{0} is nested too deeply", "{0}嵌套过深"};
    Text key_twice{"{0} has the key '{1}' twice", "{0}中的键“{1}”出现了两次"};
    Text invalid_json_at{"{0} is not valid JSON (at its byte {1})",
                         "{0}不是有效的 JSON（在第 {1} 个字节处）"};
    Text invalid_json{"{0} is not valid JSON", "{0}不是有效的 JSON"};
    Text no_key{"{0} has no '{1}'", "{0}缺少“{1}”"};
    Text unknown_key{"{0} has an unknown key '{1}'", "{0}有未知的键“{1}”"};
    Text not_string{"{0} is not a string", "{0}不是字符串"};
    Text not_list{"{0} is not a list", "{0}不是列表"};
    Text not_object{"{0} is not a JSON object", "{0}不是 JSON 对象"};
    Text not_count{"{0} is not a whole number of 0 to {1}", "{0}不是 0 到 {1} 之间的整数"};
    Text key{"'{0}'", "“{0}”"};
    Text key_of{"'{0}' of {1}", "{1}的“{0}”"};

    // A network as JSON
    Text layer{"layer '{0}'", "层“{0}”"};
    Text unknown_name{"{0} is '{1}', which Convoscope does not know", "{0}是“{1}”，Convoscope 不认识它"};
    Text a_row_of{"a row of {0}", "{0}中的一行"};
    Text rows_differ{"the rows of {0} differ in length", "{0}各行的长度不同"};
    Text other_characters{"{0} has other characters than 0 and 1", "{0}含有 0 和 1 以外的字符"};
    Text is_empty{"{0} is empty", "{0}是空的"};
    Text not_height_width{"{0} is not [height, width]", "{0}不是 [height, width]"};
    Text not_four_sides{"{0} is not [top, left, bottom, right]", "{0}不是 [top, left, bottom, right]"};
    Text not_boolean{"{0} is neither true nor false", "{0}既不是 true 也不是 false"};
    Text not_number{"{0} is not a number", "{0}不是数"};
    Text wrong_count{"{0} has {1} entries; {2} are needed", "{0}有 {1} 项；需要 {2} 项"};
    Text a_layer{"a layer", "有一层"};
    Text a_layers_name{"a layer's name", "有一层的名称"};
    Text an_input_of{"an input of {0}", "{0}的一个输入"};
    Text input_not_before{"the input '{0}' of {1} is no layer before it", "{1}的输入“{0}”不是它之前的层"};
    Text wrong_class_name{"the class name '{0}' is empty, too long or not one line of text",
                          "类别名称“{0}”为空、过长，或不是一行文字"};
    Text metadata{"the metadata '{0}'", "元数据“{0}”"};
    Text wrong_version{
        "it is of format version '{0}', this Convoscope reads version {1}: use a newer Convoscope",
        "它的格式版本是“{0}”，此 Convoscope 只能读取版本 {1}：请使用更新的 Convoscope"};
    Text too_many_layers{"it has more than the {0} layers that Convoscope can hold",
                         "它的层数超过 Convoscope 能容纳的 {0} 层"};

    // A model's file
    Text cannot_read_model{"cannot read the model '{0}': {1}", "无法读取模型“{0}”：{1}"};
    Text tensor{"tensor '{0}'", "张量“{0}”"};
    Text tensor_missing{"{0} is missing", "缺少{0}"};
    Text wrong_type{"{0} is of type {1}; convert it to F32", "{0}的类型是 {1}；请转换成 F32"};
    Text wrong_shape{"{0} is of shape {1}; the architecture needs {2}", "{0}的形状是 {1}；网络结构需要 {2}"};
    Text not_finite{"{0} has values that are infinite or no number; train the model again",
                    "{0}中有无穷大或不是数的值；请重新训练模型"};
    Text absent_kernel{"{0} has weights where the connection table has no kernel",
                       "{0}在连接表没有卷积核的地方有权重"};
    Text no_metadata{
        "it has no metadata 'convoscope' that describes the network; name a model that Convoscope wrote",
        "其中没有描述网络的元数据“convoscope”；请给出由 Convoscope 写出的模型"};
    Text belongs_to_none{"{0} belongs to no layer of the architecture", "{0}不属于网络结构中的任何一层"};
    Text cannot_write_model{
        "cannot write the model: {0} has values that are infinite or no number; train with a smaller "
        "learning rate",
        "无法写入模型：{0} 中有无穷大或不是数的值；请用更小的学习率训练"};

    // Zip files
    Text damaged_zip{"it is no whole zip file", "它不是完整的 zip 文件"};
    Text cannot_unpack{"'{0}' in it cannot be unpacked", "其中的“{0}”无法解压"};
    Text unpacks_too_large{"'{0}' in it unpacks to more than {1} bytes", "其中的“{0}”解压后超过 {1} 个字节"};
    Text without_libzip{
        "this Convoscope was built without libzip and cannot open zip files: install libzip-dev and build it "
        "again",
        "此 Convoscope 构建时没有 libzip，无法打开 zip 文件：请安装 libzip-dev 后重新构建"};

    // NumPy's arrays, and other files of weights alone
    Text array{"the array '{0}'", "数组“{0}”"};
    Text damaged_array{"{0} does not fit its bytes", "{0}与其字节不符"};
    Text object_array{
        "{0} holds pickled Python objects, which Convoscope does not open: save each array by its own name",
        "{0}含有 pickle 的 Python 对象，Convoscope 不打开它们：请为每个数组单独命名保存"};
    Text no_numbers{"the array '{0}', which has no numbers of a network", "数组“{0}”，其中没有网络的数"};
    Text no_arrays{"it holds no weights: save a network's weights into it",
                   "其中没有权重：请把网络的权重保存进去"};

    // safetensors
    Text copy_again{"{0}; the file is damaged or cut short: copy it again",
                    "{0}；文件已损坏或不完整：请重新复制"};
    Text unknown_type{"{0} has the unknown type '{1}'", "{0}的类型“{1}”是未知的"};
    Text empty_file{"the file is empty", "文件是空的"};
    Text too_short{"it is no safetensors file: it has only {0} bytes",
                   "它不是 safetensors 文件：只有 {0} 个字节"};
    Text is_text{"it is no safetensors file: it looks like text", "它不是 safetensors 文件：看起来是文本"};
    Text header_too_large{
        "it is no safetensors file, or damaged: its header claims {0} bytes, at most {1} are allowed",
        "它不是 safetensors 文件，或已损坏：文件头声称有 {0} 个字节，最多允许 {1} 个"};
    Text header_cut_short{"its header claims {0} bytes, {1} are there",
                          "文件头声称有 {0} 个字节，实际只有 {1} 个"};
    Text header_no_object{"it is no safetensors file: its header is no JSON object",
                          "它不是 safetensors 文件：文件头不是 JSON 对象"};
    Text header{"the header", "文件头"};
    Text impossible_shape{"{0} has an impossible shape", "{0}的形状不可能存在"};
    Text not_two_offsets{"{0} are not two numbers", "{0}不是两个数"};
    Text first_offset{"the first data offset of {0}", "{0}的第一个数据偏移"};
    Text second_offset{"the second data offset of {0}", "{0}的第二个数据偏移"};
    Text behind_the_end{"the data offsets of {0} lie behind the end of the file",
                        "{0}的数据偏移超出文件末尾"};
    Text wrong_size{"{0} of shape {1} needs {2} bytes; its data offsets say otherwise",
                    "{0}的形状是 {1}，需要 {2} 个字节；它的数据偏移与此不符"};
    Text overlap{"the data of {0} overlap another's", "{0}的数据与另一个张量重叠"};
    Text hole{"there is a hole in the data before {0}", "{0}之前的数据中有空洞"};
    Text not_covered{"the tensors cover {0} of {1} bytes of data", "张量只覆盖了 {1} 个数据字节中的 {0} 个"};
};
inline constexpr Texts texts;

}  // namespace convoscope::models
