#include "studio/samples.h"

#include <gtest/gtest.h>

#include "nn/zoo.h"
#include "studio/exhibit.h"
#include "support/bundled.h"

namespace convoscope::studio {
namespace {

TEST(Samples, AreDigitsForModelsThatReadDigits) {
    const Samples samples = load_samples(test::assets(), nn::lenet5().classes);
    ASSERT_EQ(samples.drawings.size(), samples.names.size());
    ASSERT_GE(samples.names.size(), 10u);
    for (std::size_t digit = 0; digit < 10; ++digit) EXPECT_EQ(samples.names[digit], std::to_string(digit));
}

TEST(Samples, AreClothesForAModelThatKnowsClothesAndItReadsThem) {
    Exhibit exhibit(test::bundled_model("fashion"));
    const std::vector<std::string>& classes = exhibit.architecture().classes;
    const Samples samples = load_samples(test::assets(), classes);
    ASSERT_EQ(samples.names, classes);
    Runner runner(0);
    canvas::Canvas canvas;
    for (std::size_t i = 0; i < samples.drawings.size(); ++i) {
        canvas.replace(samples.drawings[i]);
        exhibit.read_to_the_end(canvas, {}, runner);
        EXPECT_EQ(exhibit.reading().verdict.best, static_cast<int>(i)) << samples.names[i];
    }
}

TEST(Samples, AreDigitsForModelsOfOtherThings) {
    EXPECT_EQ(load_samples(test::assets(), {"cat", "dog"}).names[3], "3");
    EXPECT_EQ(load_samples(test::assets(), {"bag", "dress"}).names[3], "3");
}

}  // namespace
}  // namespace convoscope::studio
