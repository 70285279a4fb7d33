#pragma once

#include "base/text.h"

namespace convoscope::canvas {

struct Texts {
    Text because{"{0}: {1}", "{0}：{1}"};

    Text cannot_read_drawing{"cannot read the drawing in '{0}'", "无法读取“{0}”中的绘图"};
    Text cannot_read_line{"cannot read the drawing in '{0}', line {1}", "无法读取“{0}”第 {1} 行的绘图"};
    Text not_an_object{"it is not a JSON object; a drawing is {{\"canvas\": [280, 280], \"strokes\": [...]}}",
                       "它不是 JSON 对象；绘图的格式是 {{\"canvas\": [280, 280], \"strokes\": [...]}}"};
    Text not_json{"it is not JSON (at character {0}); a stroke file has one whole drawing a line",
                  "它不是 JSON（在第 {0} 个字符处）；笔画文件每行是一幅完整的绘图"};
    Text number_too_large{"it has a number that is too large", "其中有一个数过大"};
    Text wrong_version{"its \"version\" is not 1; a newer program may read it",
                       "它的“version”不是 1；更新的程序也许能读取它"};
    Text no_strokes{"it has no list of \"strokes\"", "缺少“strokes”列表"};
    Text too_many_points{"it has more than {0} points", "它的点超过 {0} 个"};
    Text not_a_number{"{0} is not a number", "{0}不是数"};
    Text no_canvas{"it has no \"canvas\": [width, height]", "缺少“canvas”，应为 [width, height]"};
    Text canvas_width{"the canvas's width", "画布的宽"};
    Text canvas_height{"the canvas's height", "画布的高"};
    Text wrong_side{"a side of the canvas is not between {0} and {1}", "画布有一边不在 {0} 到 {1} 之间"};
    Text wrong_proportion{"one side of the canvas is more than {0} times as long as the other",
                          "画布的一边超过另一边的 {0} 倍"};
    Text stroke{"stroke {0}", "第 {0} 笔"};
    Text stroke_width{"{0}'s width", "{0}的宽度"};
    Text no_points{"{0} has no \"points\"", "{0}缺少“points”"};
    Text wrong_width{"{0} is not between 0 and {1}", "{0}不在 0 到 {1} 之间"};
    Text wrong_erase{"{0}'s \"erase\" is neither true nor false", "{0}的“erase”既不是 true 也不是 false"};
    Text not_points{"{0} is not a list of points", "{0}不是点的列表"};
    Text point{"{0}, point {1} {2}", "{0}的第 {1} 个点{2}"};
    Text not_a_point{"is not [x, y] or [x, y, t] with numbers", "不是由数组成的 [x, y] 或 [x, y, t]"};
    Text negative_time{"has a negative t; t is seconds since the stroke's first point",
                       "的 t 是负数；t 是从这一笔的第一个点算起的秒数"};
    Text too_far{"has a number beyond {0}", "有一个数超出 {0}"};
    Text wrong_label{"its \"label\" is not a whole number from 0 to {0}",
                     "它的“label”不是 0 到 {0} 之间的整数"};
    Text image_not_base64{"its \"{0}\" is not base64", "它的“{0}”不是 base64"};
    Text image_not_png{"its \"{0}\" is not a PNG", "它的“{0}”不是 PNG"};
    Text cannot_read_image{"{0}: its \"{1}\"", "{0}：它的“{1}”"};

    Text cannot_read_strokes{"cannot read '{0}' as a stroke file: there is no drawing in it",
                             "无法把“{0}”作为笔画文件读取：其中没有绘图"};
    Text cannot_read_picture{"cannot read '{0}' as a picture", "无法把“{0}”作为图片读取"};
    Text cannot_take_of_picture{"cannot take drawing {0} of '{1}': it is a picture",
                                "无法取“{1}”中的绘图 {0}：它是一张图片"};
    Text cannot_take_of_strokes{"cannot take drawing {0} of '{1}': it has {2}, counted from 0",
                                "无法取“{1}”中的绘图 {0}：它有 {2} 幅，从 0 数起"};
    Text neither{"cannot read '{0}': it is neither a picture (PNG, JPEG, BMP) nor a stroke file (JSON Lines)",
                 "无法读取“{0}”：它既不是图片（PNG、JPEG、BMP），也不是笔画文件（JSON Lines）"};

    Text empty{"it is empty", "它是空的"};
    Text not_a_picture{"it is not PNG, JPEG or BMP; convert it to one of these",
                       "它不是 PNG、JPEG 或 BMP；请转换成其中一种"};
    Text header_damaged{"its header is damaged ({0})", "它的文件头已损坏（{0}）"};
    Text no_pixels{"it has no pixels", "它没有像素"};
    Text cut_short{"it claims {0} x {1} pixels, for which its {2} bytes are too few: copy it again",
                   "它声称有 {0} x {1} 像素，但它的 {2} 个字节不够：请重新复制"};
    Text too_many_pixels{
        "it claims {0} x {1} pixels; at most {2} a side and {3} million in all are read; make it smaller",
        "它声称有 {0} x {1} 像素；最多读取每边 {2} 像素、共 {3} 百万像素；请把它缩小"};
    Text damaged{"it is damaged ({0})", "它已损坏（{0}）"};
    Text unknown{"unknown", "原因未知"};
    Text cannot_make_png{"cannot make a PNG of {0} x {1} pixels: no memory is left",
                         "无法生成 {0} x {1} 像素的 PNG：内存不足"};
};
inline constexpr Texts texts;

}  // namespace convoscope::canvas
