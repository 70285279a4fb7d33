#pragma once

#include "base/text.h"

namespace convoscope::data {

struct Texts {
    Text no_data_set{
        "no data set: name {0}'s folder with --data DIR, or set CONVOSCOPE_DATA to the folder that has {0}/",
        "没有数据集：请用 --data DIR 给出 {0} 所在的文件夹，或把 CONVOSCOPE_DATA 设为含有 {0}/ 的文件夹"};
    Text cannot_read_idx{"cannot read '{0}' as IDX: {1}", "无法把“{0}”作为 IDX 读取：{1}"};
    Text no_memory{"no memory is left to unpack it", "内存不足，无法解压"};
    Text bytes_follow_gzip{"bytes follow its gzip data", "gzip 数据之后还有多余的字节"};
    Text gzip_ends_early{"its gzip data end too early; copy or download it again",
                         "gzip 数据不完整；请重新复制或下载"};
    Text gzip_damaged{"its gzip data are damaged; copy or download it again",
                      "gzip 数据已损坏；请重新复制或下载"};
    Text ends_within_header{"it ends within its header", "文件在文件头中就结束了"};
    Text wrong_beginning{"it does not begin with two zero bytes; name an IDX file, as MNIST has it",
                         "它不以两个零字节开头；请给出 MNIST 那样的 IDX 文件"};
    Text wrong_type{"its values are of type {0}; only 8, unsigned bytes, is supported",
                    "它的值是类型 {0}；只支持类型 8，即无符号字节"};
    Text no_dimensions{"it has no dimensions", "它没有维度"};
    Text empty_dimension{"dimension {0} is 0", "第 {0} 维是 0"};
    Text too_many_values{"its header claims more than 1 GiB of values", "文件头声称的值超过 1 GiB"};
    Text too_few_values{"its header claims {0} values but it has {1}",
                        "文件头声称有 {0} 个值，实际只有 {1} 个"};
    Text bytes_follow{"bytes follow the {0} values that its header claims",
                      "在文件头声称的 {0} 个值之后还有多余的字节"};
    Text no_pictures{
        "cannot use '{0}' as pictures: it has {1} dimensions; pictures have 3 (count, height, width)",
        "无法把“{0}”用作图片：它有 {1} 维；图片有 3 维（数量、高、宽）"};
    Text no_labels{"cannot use '{0}' as labels: it has {1} dimensions; labels have 1",
                   "无法把“{0}”用作标签：它有 {1} 维；标签只有 1 维"};
    Text counts_differ{"cannot use '{0}' for '{1}': it has {2} labels for {3} pictures",
                       "无法把“{0}”用于“{1}”：它有 {2} 个标签，图片却有 {3} 张"};

    Text cannot_pack{"cannot write '{0}': no memory is left to pack it", "无法写入“{0}”：内存不足，无法压缩"};

    Text no_cifar{
        "cannot use '{0}' as CIFAR-10: it is no whole number of pictures of {1} bytes; copy it again",
        "无法把“{0}”用作 CIFAR-10：它的长度不是每张图片 {1} 字节的整数倍；请重新复制"},
        no_cifar_label{"cannot use '{0}' as CIFAR-10: it has the label {1}, and there are only 0 to 9",
                       "无法把“{0}”用作 CIFAR-10：其中有标签 {1}，而标签只有 0 到 9"},
        no_cifar_test{"cannot find CIFAR-10's test half in '{0}': put test_batch.bin there",
                      "在“{0}”中找不到 CIFAR-10 的测试部分：请把 test_batch.bin 放在那里"};
    Text no_mnist{"cannot find '{0}' nor with .gz; name the folder of MNIST's four IDX files",
                  "找不到“{0}”，也没有带 .gz 的；请给出 MNIST 四个 IDX 文件所在的文件夹"};
    Text no_label{"cannot use '{0}' as a labelled set: drawing {1} (from 0) has no \"label\"",
                  "无法把“{0}”用作带标签的数据集：第 {1} 幅绘图（从 0 数起）缺少“label”"};

    Text same_array{"cannot write '{0}': two of its arrays are called '{1}'; rename one of them",
                    "无法写入“{0}”：有两个数组都叫“{1}”；请给其中一个改名"};
    Text npz_too_large{
        "cannot write '{0}': an .npz file must stay below 4 GiB and {1} arrays; leave some of the {2} arrays "
        "out",
        "无法写入“{0}”：.npz 文件必须小于 4 GiB 且少于 {1} 个数组；请从这 {2} 个数组中去掉一些"};
    Text damaged_npz{"cannot use '{0}' as a data set: its .npz data are damaged; copy or download it again",
                     "无法把“{0}”用作数据集：它的 .npz 数据已损坏；请重新复制或下载"};
    Text no_npz_array{"cannot use '{0}' as a data set: it has no array '{1}', as Keras's mnist.npz has",
                      "无法把“{0}”用作数据集：其中没有 Keras 的 mnist.npz 所含的数组“{1}”"};
    Text no_npz_bytes{"cannot use '{0}' as a data set: its array '{1}' is not of unsigned bytes in C order",
                      "无法把“{0}”用作数据集：它的数组“{1}”不是按 C 顺序排列的无符号字节"};
    Text no_npz_set{
        "cannot use '{0}' as a data set: x_test must have 3 dimensions (count, height, width), y_test as "
        "many "
        "labels",
        "无法把“{0}”用作数据集：x_test 必须有 3 维（数量、高、宽），y_test 必须有同样多的标签"};
};
inline constexpr Texts texts;

}  // namespace convoscope::data
