#pragma once

#include <memory>
#include <string>
#include <vector>

#include "canvas/drawing.h"
#include "data/images.h"
#include "nn/architecture.h"
#include "train/trainer.h"

namespace convoscope::train {

/// A network, and how it is best trained.
struct Recipe {
    enum class Data { Digits, Fashion };

    std::string name;
    nn::Architecture architecture;
    Data data = Data::Digits;
    TrainOptions options;
    /// So often does an epoch take each pen-drawn digit. What learns no shapes, but pixels, needs more of
    /// them.
    double stroke_share = 2.5;
};

/// In the order in which they are listed. "lenet5-wide" is no model of its own, but a teacher.
std::vector<std::string> recipe_names();
/// @throws Error when there is none of that name
Recipe find_recipe(const std::string& name);

/// What is learned from and what is held out.
struct Sets {
    std::vector<TrainingSet> training;
    std::vector<HeldOut> held_out;
    std::size_t first_unseen_drawing = 0;  ///< in its file: from here on none took part in anything
};

/// Scanned pictures: all but the last `held_out` are learned.
/// @throws Error when none would be left to learn
Sets picture_sets(data::LabelledImages pictures, std::size_t held_out);

/// Adds pen-drawn digits, which come in long runs of one writer each: the first 70 % are learned, the next 10
/// % held out (as Placement::Large and as Placement::Anywhere), the rest left alone, so that what is measured
/// on the last sixth is measured on writers that took part in nothing.
/// @param share   so often does an epoch take each of them
/// @param afresh  draw them differently each time; else they are learned as they are
/// @throws Error when there are fewer than 30 of them, or one that is to be drawn afresh lies on a picture
void add_strokes(Sets& sets, std::vector<canvas::Drawing> drawings, double share, bool afresh);

}  // namespace convoscope::train
