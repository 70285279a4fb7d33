#include <algorithm>
#include <filesystem>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/grouped.h"
#include "base/job.h"
#include "cli/command.h"
#include "cli/help_texts.h"
#include "cli/inputs.h"
#include "cli/sheet.h"
#include "cli/syntax.h"
#include "cli/table.h"
#include "cli/texts.h"
#include "data/known_sets.h"
#include "explain/readings.h"
#include "platform/desktop/assets.h"

namespace convoscope::cli {

namespace {

struct ConfusionOptions {
    std::string model = default_model;
    std::optional<std::filesystem::path> data;
    std::filesystem::path output;
    int threads = 0;  ///< 0: all cores
};

constexpr std::size_t kMostClasses = 100;  // a picture of 8000 pixels
constexpr int kExample = 56;               // the longer side of a picture in its cell
constexpr int kCell = kExample + 12;
constexpr int kCellHeight = kExample + 28;  // with the number below
constexpr int kMargin = 16;
constexpr int kLine = 26;
constexpr int kNames = 96;  // the column of the classes' names, and that of the shares
constexpr int kTop = 3 * kLine;

constexpr Colour kPaper{250, 250, 248};
constexpr Colour kEmpty{240, 240, 238};
constexpr Colour kInk{30, 32, 36};
constexpr Colour kQuiet{110, 114, 120};
constexpr Colour kRight{38, 128, 84};
constexpr Colour kRightTint{222, 240, 229};
constexpr Colour kWrong{196, 62, 40};
constexpr Colour kWrongTint{253, 234, 228};

void describe(Syntax& syntax, ConfusionOptions& options) {
    syntax.option("--data", options.data, help_texts.evaluate_data, "DIR");
    syntax.option("--out", options.output, help_texts.confusion_output, "OUT.png")->required();
    syntax.model(options.model);
    syntax.threads(options.threads);
    syntax.footer(help_texts.confusion_footer,
                  "  convoscope confusion --out confusion.png\n"
                  "  convoscope confusion --data data/mnist --out confusion.png --model mlp");
}

/// What is drawn of: the matrix, its pictures, and the words around it.
struct Matrix {
    const explain::Readings& readings;
    const data::LabelledImages& images;
    const std::vector<std::string>& classes;
    std::string title;
    std::string read_as;
    std::string truth;
    std::string recall;
    std::string precision;

    int count() const { return static_cast<int>(classes.size()); }
    int left() const { return kMargin + kNames; }
    int top() const { return kMargin + kTop; }
    int width() const { return left() + count() * kCell + kNames + kMargin; }
    int height() const { return top() + count() * kCellHeight + kLine + kMargin; }
    long number(int truth_class, int read) const {
        return readings.evaluation
            .confusion[static_cast<std::size_t>(truth_class)][static_cast<std::size_t>(read)];
    }
    std::vector<std::string> words() const {
        std::vector<std::string> all = classes;
        all.insert(all.end(), {title, read_as, truth, recall, precision});
        return all;
    }
};

/// Dark ink on white, or its colours; as large as the cell allows, whole pixels where they are enlarged.
void draw_example(Sheet& sheet, const data::LabelledImages& images, std::size_t index, const Box& cell) {
    const int longer = std::max(images.width, images.height);
    const bool larger = longer <= kExample;
    const int factor = larger ? kExample / longer : 1;
    const int width = larger ? images.width * factor : images.width * kExample / longer;
    const int height = larger ? images.height * factor : images.height * kExample / longer;
    const int left = cell.x + (cell.width - width) / 2;
    const int top = cell.y + 6 + (kExample - height) / 2;
    const auto pixels = images.image(index);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            const auto at = static_cast<std::size_t>(y * images.height / height * images.width +
                                                     x * images.width / width);
            const auto value = [&](std::size_t channel) {
                return pixels[channel * images.plane_size() + at];
            };
            const auto paper = static_cast<unsigned char>(255 - value(0));
            sheet.set(
                left + x, top + y,
                images.channels == 3 ? Colour{value(0), value(1), value(2)} : Colour{paper, paper, paper});
        }
}

void draw_cell(Sheet& sheet, const Matrix& matrix, int truth, int read) {
    const Box cell{matrix.left() + read * kCell, matrix.top() + truth * kCellHeight, kCell - 2,
                   kCellHeight - 2};
    const long number = matrix.number(truth, read);
    const bool right = truth == read;
    sheet.fill(cell, number == 0 ? kEmpty : right ? kRightTint : kWrongTint);
    if (right) sheet.frame(cell, kRight, 2);
    if (number == 0) return;
    draw_example(sheet, matrix.images, matrix.readings.cell(truth, read).front(), cell);
    sheet.write(grouped(number), {cell.x, cell.y + kExample + 6, cell.width, 18}, Sheet::Align::Middle,
                Sheet::Size::Strong, right ? kRight : kWrong);
}

std::string share_words(const std::optional<double>& share) { return share ? percent(*share) + " %" : "-"; }

void draw_names(Sheet& sheet, const Matrix& matrix) {
    using enum Sheet::Align;
    const int right = matrix.left() + matrix.count() * kCell;
    const int bottom = matrix.top() + matrix.count() * kCellHeight;
    for (int i = 0; i < matrix.count(); ++i) {
        const std::string& name = matrix.classes[static_cast<std::size_t>(i)];
        const explain::ClassScore& score = matrix.readings.classes[static_cast<std::size_t>(i)];
        const int x = matrix.left() + i * kCell;
        const int y = matrix.top() + i * kCellHeight;
        sheet.write(name, {x, matrix.top() - kLine, kCell - 2, kLine}, Middle, Sheet::Size::Strong, kInk);
        sheet.write(name, {kMargin, y, kNames - 10, kCellHeight}, Right, Sheet::Size::Strong, kInk);
        sheet.write(share_words(score.precision()), {x, bottom, kCell - 2, kLine}, Middle, Sheet::Size::Small,
                    kQuiet);
        sheet.write(share_words(score.recall()), {right + 8, y, kNames - 8, kCellHeight}, Left,
                    Sheet::Size::Small, kQuiet);
    }
    sheet.write(matrix.read_as, {matrix.left(), matrix.top() - 2 * kLine, matrix.count() * kCell, kLine},
                Middle, Sheet::Size::Body, kQuiet);
    sheet.write(matrix.truth, {kMargin, matrix.top() - kLine, kNames - 10, kLine}, Right, Sheet::Size::Body,
                kQuiet);
    sheet.write(matrix.recall, {right + 8, matrix.top() - kLine, kNames - 8, kLine}, Left, Sheet::Size::Small,
                kQuiet);
    sheet.write(matrix.precision, {kMargin, bottom, kNames - 10, kLine}, Right, Sheet::Size::Small, kQuiet);
}

void draw(const Matrix& matrix, const std::filesystem::path& path) {
    Sheet sheet(matrix.width(), matrix.height(), kPaper, matrix.words());
    sheet.write(matrix.title, {kMargin, kMargin, matrix.width() - 2 * kMargin, kLine}, Sheet::Align::Left,
                Sheet::Size::Strong, kInk);
    draw_names(sheet, matrix);
    for (int truth = 0; truth < matrix.count(); ++truth)
        for (int read = 0; read < matrix.count(); ++read) draw_cell(sheet, matrix, truth, read);
    sheet.save(path);
}

int run(const ConfusionOptions& options, const Speech& speech) {
    const nn::ModelPtr model = open_model(options.model);
    const std::vector<std::string>& classes = model->architecture.classes;
    if (classes.size() > kMostClasses) throw Error(texts.confusion_too_large, classes.size(), kMostClasses);
    const data::NamedSet set = data::labelled_set(options.data, classes, platform::assets_folder());
    const int threads = options.threads == 0 ? allowed_threads() : options.threads;
    explain::ReadSetJob job(model, train::whole(set.images), threads);
    while (job.step()) {
    }
    const explain::Readings readings = job.result();
    const auto in = [&](const Message& message) { return message.in(speech.language); };
    draw({readings, *set.images, classes,
          in({texts.ablated, model->name, set.words(), percent(readings.evaluation.accuracy(), 2)}),
          in(texts.confusion_read_as), in(texts.confusion_truth), in(texts.confusion_recall),
          in(texts.confusion_precision)},
         options.output);
    std::cout << in({texts.wrote, options.output}) << "\n";
    return 0;
}

}  // namespace

Command confusion_command() {
    return command<ConfusionOptions>({"confusion", help_texts.ask, help_texts.confusion,
                                      "[--data DIR] --out OUT.png [options]", describe, run});
}

}  // namespace convoscope::cli
