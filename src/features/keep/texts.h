#pragma once

#include "base/text.h"

namespace convoscope::keep {

struct Texts {
    Text title{"Keep", "保存"};
    Text dialog_open{"Open a picture, a stroke file, a saved view or a model",
                     "打开图片、笔画文件、视图或模型"};
    Text dialog_save{"Save the drawing as strokes", "把绘图保存为笔画文件"};
    Text dialog_save_picture{"Save the drawing as PNG", "把绘图保存为 PNG"};
    Text dialog_save_view{"Save what is seen", "保存当前视图"};
    Text dialog_save_activations{"Save all activations (.npz)", "保存所有激活值（.npz）"};
    Text dialog_picture{"Save a picture of any size", "保存任意大小的图片"};
    Text dialog_picture_size{"width × height, pixels", "宽 × 高，像素"};
    Text dialog_open_hint{"You can also drop a file on the window.", "也可以把文件拖到窗口上。"};
    Text dialog_do{"OK", "确定"};
    Text dialog_cancel{"Cancel", "取消"};
    Text saved{"saved as {0}", "已保存为 {0}"};
    Text exists{"there is a file of this name; OK again replaces it", "已有同名文件；再按一次“确定”将替换它"};
    Text one_of_many{"this file holds {0} drawings; the first is shown",
                     "此文件有 {0} 幅绘图；显示的是第一幅"};
    Text nothing_to_save{"nothing is drawn, so there is nothing to save",
                         "还没有画任何内容，没有可保存的内容"};
    Text state_of_another_model{"this view was saved with the model {0}; start with --model {0} to see it so",
                                "此视图是用模型 {0} 保存的；用 --model {0} 启动，才能看到原样"};
    Text key_open{"Open a picture, a stroke file, a view, a model", "打开图片、笔画文件、视图或模型"};
    Text key_save{"Save the drawing as strokes", "把绘图保存为笔画文件"};
    Text key_save_picture{"Save the drawing as PNG", "把绘图保存为 PNG"};
    Text key_save_view{"Save what is seen, to open it again", "保存当前视图，以便再次打开"};
    Text key_save_activations{"Save all activations for NumPy (.npz)",
                              "保存所有激活值，供 NumPy 使用（.npz）"};
    Text key_screenshot{"Screenshot", "截图"};
    Text also_screenshot{"export image png", "导出 图片"};
    Text key_picture{"Picture of any size", "任意大小的图片"};
    Text also_picture{"export image poster png", "导出 图像 海报"};
    Text types_all{"all files", "所有文件"};
    Text types_known{"what can be opened", "可打开的文件"};
    Text types_drawings{"drawings", "绘图"};
    Text types_pictures{"pictures", "图片"};
    Text types_views{"views", "视图"};
    Text types_npz{"NumPy files", "NumPy 文件"};
    Text no_drawing{"it holds no drawing", "其中没有绘图"};
    Text folder_is_empty{"nothing here that fits", "这里没有合适的文件"};
    Text parent_folder{"to the folder above", "到上级文件夹"};
    Text home_folder{"to your own folder", "到个人文件夹"};
};
inline constexpr Texts texts;

}  // namespace convoscope::keep
