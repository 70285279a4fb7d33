#include "canvas/preprocess.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "canvas/resample.h"

namespace convoscope::canvas {
namespace {

constexpr int field_side = kNetworkPicture;

/// Rows and columns from first to before last.
struct Box {
    int left = 0, top = 0, right = 0, bottom = 0;

    int width() const { return right - left; }
    int height() const { return bottom - top; }
    bool empty() const { return right <= left; }
};

bool is_ink(float value) { return value >= least_ink; }

Box whole(const Picture& picture) { return {0, 0, picture.width, picture.height}; }

Box ink_box(const Picture& picture) {
    Box box{picture.width, picture.height, 0, 0};
    const float* ink = picture.ink.data();
    for (int row = 0; row < picture.height; ++row, ink += picture.width) {
        int inked = 0;
        for (int column = 0; column < picture.width; ++column) inked |= is_ink(ink[column]);
        if (!inked) continue;
        box.top = std::min(box.top, row);
        box.bottom = row + 1;
        box.left = static_cast<int>(std::find_if(ink, ink + box.left, is_ink) - ink);
        int right = picture.width;
        while (right > box.right && !is_ink(ink[right - 1])) --right;
        box.right = right;
    }
    return box;
}

Picture cut(const Picture& picture, const Box& box) {
    Picture result(box.width(), box.height());
    for (int row = 0; row < result.height; ++row) {
        const float* from =
            picture.ink.data() + static_cast<std::ptrdiff_t>(box.top + row) * picture.width + box.left;
        std::copy(from, from + result.width,
                  result.ink.data() + static_cast<std::ptrdiff_t>(row) * result.width);
    }
    return result;
}

/// How one side of a picture is scaled: as `cells` target pixels, an even number so that the picture's middle
/// is theirs too, which cover `length` source pixels from `start` on: at least all of them.
struct Side {
    int cells = 0;
    double start = 0, length = 0;
};

Side scale_side(int source, double scale) {
    // What is thinner than a pixel becomes one, not a shadow of it.
    const double target = std::max(source * scale, 1.0);
    // 20.000000001 cells are 20.
    const double exactly = 1e-9;
    const int cells = 2 * static_cast<int>(std::ceil(target / 2 - exactly));
    const double length = cells * (source / target);
    return {cells, (source - length) / 2, length};
}

Picture scale_by(const Picture& picture, double scale) {
    const Side across = scale_side(picture.width, scale), down = scale_side(picture.height, scale);
    return area_average(picture, {across.start, down.start, across.length, down.length}, across.cells,
                        down.cells);
}

/// The centre of mass in pixels, each at its middle.
struct Centre {
    double x = 0, y = 0;
};

Centre centre_of_mass(const Picture& picture) {
    double mass = 0, x = 0, y = 0;
    for (int row = 0; row < picture.height; ++row) {
        for (int column = 0; column < picture.width; ++column) {
            const double ink = static_cast<double>(picture.at(row, column));
            mass += ink;
            x += ink * (column + 0.5);
            y += ink * (row + 0.5);
        }
    }
    return {x / mass, y / mass};
}

/// Where a picture begins that is moved by whole pixels so that `centre` comes into pixel 14 (from 0), as
/// MNIST's centres of mass do, but no further than its ink stays inside.
int place(double centre, int ink_from, int ink_to) {
    // What is symmetric lies exactly between two pixels: rounding errors must not choose.
    const double even = 1e-3;
    const int start = field_side / 2 - static_cast<int>(std::floor(centre + even));
    return std::clamp(start, -ink_from, field_side - ink_to);
}

Picture put(const Picture& picture, int left, int top) {
    Picture field(field_side, field_side);
    for (int row = 0; row < picture.height; ++row) {
        for (int column = 0; column < picture.width; ++column) {
            const int to_row = top + row, to_column = left + column;
            if (to_row >= 0 && to_row < field_side && to_column >= 0 && to_column < field_side)
                field.at(to_row, to_column) = picture.at(row, column);
        }
    }
    return field;
}

}  // namespace

Steps preprocess(const Picture& raster, const PreprocessOptions& options) {
    assert(!raster.empty() && options.box >= 1 && options.box <= field_side);
    Steps steps;
    steps.drawn = raster;
    const Box ink = ink_box(raster);
    steps.blank = ink.empty();
    if (steps.blank) {
        steps.cropped = Picture(raster.width, raster.height);
        steps.scaled = Picture(options.box, options.box);
        steps.centred = Picture(field_side, field_side);
        return steps;
    }
    steps.cropped = cut(raster, options.crop ? ink : whole(raster));
    const Picture& measure = options.scale ? steps.cropped : raster;
    steps.scaled = scale_by(steps.cropped, (options.scale ? options.box : field_side) /
                                               static_cast<double>(std::max(measure.width, measure.height)));
    const Box box = ink_box(steps.scaled);
    Centre centre{steps.scaled.width / 2.0, steps.scaled.height / 2.0};
    if (options.centre) centre = centre_of_mass(steps.scaled);
    steps.centred =
        put(steps.scaled, place(centre.x, box.left, box.right), place(centre.y, box.top, box.bottom));
    return steps;
}

}  // namespace convoscope::canvas
