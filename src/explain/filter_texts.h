#pragma once

#include "base/text.h"

namespace convoscope::explain {

/// Names of classical filters, and where they are positive.
struct FilterTexts {
    Text edge{"edge (Sobel)", "边缘（Sobel）"};
    Text bar{"bar", "线条"};
    Text corner{"corner", "角"};
    Text spot{"spot (Laplacian of a Gaussian)", "斑点（高斯拉普拉斯）"};
    Text saddle{"saddle", "鞍形"};
    Text stripes{"stripes (Gabor)", "条纹（Gabor）"};
    Text shifted_stripes{"shifted stripes (Gabor)", "错位条纹（Gabor）"};
    Text average{"average", "均值"};
    Text blur{"blur (Gaussian)", "模糊（高斯）"};
    Text copy{"copy", "原样复制"};
    Text sharpen{"sharpen", "锐化"};

    Text right{"positive at the right", "右侧为正"};
    Text upper_right{"positive at the upper right", "右上方为正"};
    Text top{"positive at the top", "上方为正"};
    Text upper_left{"positive at the upper left", "左上方为正"};
    Text left{"positive at the left", "左侧为正"};
    Text lower_left{"positive at the lower left", "左下方为正"};
    Text bottom{"positive at the bottom", "下方为正"};
    Text lower_right{"positive at the lower right", "右下方为正"};
    Text upright{"upright", "竖直"};
    Text level{"level", "水平"};
    Text rising{"rising to the right", "向右上升"};
    Text falling{"falling to the right", "向右下降"};
    Text on_the_diagonals{"positive at the upper right and the lower left", "右上方和左下方为正"};
    Text on_the_axes{"positive at the right and the left", "左右两侧为正"};

    Text with_direction{"{0}, {1}", "{0}，{1}"};
    Text inverse_of{"inverse of: {0}", "反相：{0}"};
    Text none{"none of them", "都不是"};
};
inline constexpr FilterTexts filter_texts;

}  // namespace convoscope::explain
