#include "nn/address.h"
#include "nn/exhibit_address.h"
#include "nn/zoo.h"

#include <gtest/gtest.h>

namespace convoscope::nn {
namespace {

TEST(AddressTest, NamesEveryUnitOnce) {
    const Architecture architecture = lenet5();
    for (int node = 0; node < static_cast<int>(architecture.nodes.size()); ++node) {
        const Shape& shape = architecture.nodes[static_cast<std::size_t>(node)].output;
        int index = 0;
        for (int map = 0; map < shape.channels; ++map)
            for (int row = 0; row < shape.height; ++row)
                for (int column = 0; column < shape.width; ++column) {
                    const Unit unit{node, map, row, column};
                    ASSERT_EQ(parse_address(architecture, format_address(architecture, unit)), unit);
                    ASSERT_EQ(index_of(architecture, unit), index++);
                }
    }
}

TEST(AddressTest, IsWrittenAsTheDesignSays) {
    const Architecture architecture = lenet5();
    EXPECT_EQ(format_address(architecture, {3, 9, 3, 4}), "conv2/9/3/4");
    EXPECT_EQ(format_address(architecture, {5, 17, 0, 0}), "fc1/17");
    EXPECT_EQ(parse_address(architecture, "conv2/9/3/4"), (Unit{3, 9, 3, 4}));
    EXPECT_EQ(parse_address(architecture, "fc1/17"), (Unit{5, 17, 0, 0}));
}

TEST(AddressTest, RefusesWhatNamesNoUnit) {
    const Architecture architecture = lenet5();
    for (const char* address : {"",
                                "/",
                                "conv2",
                                "conv2/",
                                "conv2/9",
                                "conv2/9/3",
                                "conv2/9/3/",
                                "conv2/9/3/4/",
                                "conv2/9/3/4/5",
                                "conv2/16/3/4",
                                "conv2/9/10/4",
                                "conv2/9/3/10",
                                "conv2/-1/3/4",
                                "conv2/+9/3/4",
                                "conv2/09/3/4",
                                "conv2/9/3/4 ",
                                " conv2/9/3/4",
                                "conv2/9//4",
                                "conv2/9/3/99999999999",
                                "conv9/0/0/0",
                                "fc1",
                                "fc1/",
                                "fc1/120",
                                "fc1/17/0/0",
                                "Conv2/9/3/4",
                                "conv2.pre/9/3/4",
                                "conv2/a/3/4"})
        EXPECT_EQ(parse_address(architecture, address), std::nullopt) << address;
}

TEST(AddressTest, AnExhibitStandsBeforeAColon) {
    const Architecture architecture = lenet5();
    const auto parts = split_address("b:conv2/9/3/4");
    ASSERT_TRUE(parts);
    EXPECT_EQ(parts->exhibit, 'b');
    const auto unit = parse_address(architecture, parts->unit);
    ASSERT_TRUE(unit);
    EXPECT_EQ(format_exhibit_address(architecture, ExhibitAddress{'b', *unit}), "b:conv2/9/3/4");
    EXPECT_EQ(format_exhibit_address(architecture, ExhibitAddress{'a', *unit}), "conv2/9/3/4");
    EXPECT_EQ(split_address("conv2/9/3/4")->exhibit, 'a');
    EXPECT_EQ(split_address("a:fc1/3")->unit, "fc1/3");
    for (const char* wrong : {":fc1/3", "ab:fc1/3", "1:fc1/3", "A:fc1/3"})
        EXPECT_FALSE(split_address(wrong)) << wrong;
    EXPECT_FALSE(parse_address(architecture, "b:fc1/3")) << "a layer's name has no ':'";
}

}  // namespace
}  // namespace convoscope::nn
