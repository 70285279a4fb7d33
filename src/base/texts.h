#pragma once

#include "base/text.h"

namespace convoscope::base {

struct Texts {
    Text cannot_read{"cannot read '{0}': {1}", "无法读取“{0}”：{1}"};
    Text cannot_write{"cannot write '{0}': {1}", "无法写入“{0}”：{1}"};
    Text is_folder{"it is a folder; name a file", "这是一个文件夹；请给出文件"};
    Text no_such_file{"there is no such file; check its name", "没有这个文件；请检查名称"};
    Text became_shorter{"it became shorter while it was read; try again", "读取时文件变短了；请重试"};
    Text too_large{"it is larger than the {0} MiB that such a file may have",
                   "文件超过了此类文件 {0} MiB 的上限"};
    Text choose_another_place{"{0}; choose another place", "{0}；请换一个位置"};
    Text choose_another_place_or_make_room{"{0}; choose another place or make room",
                                           "{0}；请换一个位置，或腾出空间"};

    Text cannot_use_settings{"cannot use '{0}': {1}", "无法使用“{0}”：{1}"};
    Text not_json{"it is not JSON", "它不是 JSON"};
    Text not_an_object{"it is not a JSON object", "它不是 JSON 对象"};
    Text unknown_value{"'{0}' has a value that this version does not know", "此版本不认识“{0}”的值"};
    Text must_be_number{"'{0}' must be a number from {1} to {2}", "“{0}”必须是 {1} 到 {2} 之间的数"};
    Text must_be_boolean{"'{0}' must be true or false", "“{0}”必须是 true 或 false"};
    Text must_be_text{"'{0}' must be text", "“{0}”必须是文字"};
    Text must_be_list{"'{0}' must be a list", "“{0}”必须是列表"};
    Text must_be_list_of{"'{0}' must be a list {1}", "“{0}”必须是列表 {1}"};
    Text must_be_range{"'{0}' must be two numbers, the smaller first", "“{0}”必须是两个数，小的在前"};
};
inline constexpr Texts texts;

}  // namespace convoscope::base
