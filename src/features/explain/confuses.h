#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/fields.h"
#include "explain/readings.h"
#include "features/explain/data_set.h"
#include "features/explain/thumbnails.h"
#include "features/explain/views.h"

/// "What does it confuse?": how the network reads a whole data set.
namespace convoscope::explain_shown {

/// A cell of the confusion matrix.
struct Cell {
    int truth = 0;  ///< classes
    int read = 0;
    bool operator==(const Cell&) const = default;
};
constexpr auto describe(const Cell*) {
    return fields::object(fields::field("truth", &Cell::truth), fields::field("read", &Cell::read));
}

/// What is chosen on the page.
struct ConfusesOptions {
    bool counts = false;       ///< in the cells, else pictures
    std::optional<Cell> cell;  ///< whose pictures are listed; none: the most frequent mistake's
};
constexpr auto describe(const ConfusesOptions*) {
    return fields::object(fields::field("counts", &ConfusesOptions::counts),
                          fields::field("cell", &ConfusesOptions::cell));
}

struct ReadingsOf {
    nn::ModelPtr model;
    std::uint64_t data = 0;  ///< DataSet::revision
    bool operator==(const ReadingsOf&) const = default;
};

struct Confuses {
    ConfusesOptions options;
    std::optional<explain::Readings> readings;
    Message why_not;   ///< there are none
    ReadingsOf of;     ///< what they were made of,
    ReadingsOf asked;  ///< and those that are being made
    Pending<explain::ReadSetJob> pending;

    std::vector<int> shown;      ///< the classes of the matrix
    std::uint64_t revision = 0;  ///< of the thumbnails
    Thumbnails best;             ///< a picture a cell that has one,
    std::vector<int> best_of;    ///< and which of them each cell has, row by row; -1: none
    Cell listed;
    Thumbnails examples;  ///< of the listed cell
    Thumbnails mistakes;
    std::uint32_t example = 0;         ///< the picture that was put on the canvas,
    std::uint64_t canvas_with_it = 0;  ///< and the canvas's revision then
};

/// The picture that is on the canvas.
std::optional<std::uint32_t> example_shown(const studio::Studio& studio);
/// "99.3 %", or the output where that is no probability.
std::string sureness(const Confuses& state, std::uint32_t picture);

// Parts of the page, as next items. The readings are there.
void draw_matrix(Explaining& explaining, const Confuses& state);
void draw_classes(Explaining& explaining, const Confuses& state);
void draw_calibration(Explaining& explaining, const Confuses& state);

}  // namespace convoscope::explain_shown
