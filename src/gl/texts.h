#pragma once

#include "base/text.h"

namespace convoscope::gl {

struct Texts {
    Text no_functions{"cannot use OpenGL: the driver offers none of its functions; install a newer one",
                      "无法使用 OpenGL：驱动程序没有提供它的任何函数；请安装更新的驱动程序"};
    Text too_old{
        "cannot use OpenGL {0}.{1}: 3.3 is needed; install a newer driver, or Mesa's software one "
        "(libgl1-mesa-dri)",
        "无法使用 OpenGL {0}.{1}：需要 3.3；请安装更新的驱动程序，或 Mesa 的软件渲染（libgl1-mesa-dri）"};
    Text no_shader{"cannot find the shader '{0}': this program was built without it; build it again",
                   "找不到着色器“{0}”：编译此程序时没有包含它；请重新编译"};
    Text cannot_compile{"cannot compile the shader '{0}': {1}", "无法编译着色器“{0}”：{1}"};
    Text cannot_link{"cannot link the shaders '{0}': {1}", "无法链接着色器“{0}”：{1}"};
    Text beyond_limit{
        "cannot draw a picture of {0}x{1} pixels: this driver's limit is {2} on each side; ask for a smaller "
        "one",
        "无法绘制 {0}x{1} 像素的图片：此驱动程序每边最多 {2} 像素；请选小一些的尺寸"};
    Text refused{
        "cannot draw a picture of {0}x{1} pixels: this driver refuses it (status {2}); ask for a smaller one",
        "无法绘制 {0}x{1} 像素的图片：此驱动程序拒绝了它（状态 {2}）；请选小一些的尺寸"};
};
inline constexpr Texts texts;

}  // namespace convoscope::gl
