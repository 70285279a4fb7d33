#include "train/evaluate.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "nn/initialise.h"
#include "train/tiny.h"

namespace convoscope::train {
namespace {

nn::Model random_model() {
    nn::Model model = nn::empty_model(tiny_network());
    nn::initialise(model, 5);
    return model;
}

TEST(Evaluate, ConfusionAccuracyAndLossAreThoseOfReadingOneByOne) {
    const nn::Model model = random_model();
    const auto images = bars(1500, 2);  // several steps, the last piece not full
    Workers workers(2);
    const Evaluation evaluation = evaluate(model, whole(images), workers);

    std::vector<std::vector<long>> confusion(3, std::vector<long>(3, 0));
    double loss = 0;
    std::size_t correct = 0;
    nn::Workspace workspace(model.architecture);
    std::vector<float> ink(100);
    for (std::size_t i = 0; i < 1500; ++i) {
        to_ink(images->image(i), ink);
        nn::load_input(model.architecture.input, ink, 10, 10, workspace.input());
        nn::forward(model, workspace);
        const auto output = workspace.output();
        const int read = static_cast<int>(std::ranges::max_element(output) - output.begin());
        ++confusion[images->labels[i]][read];
        if (read == images->labels[i]) ++correct;
        loss -= std::log(output[images->labels[i]]);
    }
    EXPECT_EQ(evaluation.count, 1500u);
    EXPECT_EQ(evaluation.correct, correct);
    EXPECT_EQ(evaluation.confusion, confusion);
    EXPECT_DOUBLE_EQ(evaluation.accuracy(), static_cast<double>(correct) / 1500.0);
    EXPECT_NEAR(evaluation.loss, loss / 1500.0, 1e-6);
}

TEST(Evaluate, RowsOfTheConfusionSumToTheLabels) {
    const nn::Model model = random_model();
    Workers workers(1);
    const Evaluation evaluation = evaluate(model, {bars(100, 2), 10, 31}, workers);  // a part of the set
    long total = 0;
    for (std::size_t truth = 0; truth < 3; ++truth) {
        long row = 0;
        for (const long count : evaluation.confusion[truth]) row += count;
        EXPECT_EQ(row, truth == 1 ? 11 : 10);  // labels run 0 1 2 0 1 2, from picture 10 on
        total += row;
    }
    EXPECT_EQ(total, 31);
}

TEST(Evaluate, ThreadsChangeNothing) {
    const nn::Model model = random_model();
    Workers one(1);
    Workers three(3);
    const Evaluation a = evaluate(model, whole(bars(700, 2)), one);
    const Evaluation b = evaluate(model, whole(bars(700, 2)), three);
    EXPECT_EQ(a.confusion, b.confusion);
    EXPECT_EQ(a.loss, b.loss);
}

TEST(Evaluate, ALabelThatIsNoClassIsRefused) {
    const auto images = bars(10, 2);
    images->labels[4] = 7;
    Workers workers(1);
    EXPECT_THROW(evaluate(random_model(), whole(images), workers), Error);
}

TEST(Evaluate, AnAnswerThatIsNoNumberIsSaidToBeNone) {
    nn::Model model = random_model();
    model.edit([](std::vector<nn::Parameters>& parameters) {
        for (nn::Parameters& one : parameters) std::ranges::fill(one.weight, 3e38f);
    });
    Workers workers(2);
    EXPECT_THROW(evaluate(model, whole(bars(100, 3)), workers), Error);
}

}  // namespace
}  // namespace convoscope::train
