#include "models/constants.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace convoscope::models {
namespace {

using Integers = std::vector<std::int64_t>;
using Floats = std::vector<float>;
using Attributes = std::map<std::string, Attribute>;

GraphTensor whole(Integers shape, Integers numbers) { return {std::move(shape), {}, std::move(numbers)}; }
GraphTensor floats(Integers shape, Floats numbers) { return {std::move(shape), std::move(numbers), {}}; }
GraphTensor list(Integers numbers) {
    const auto count = static_cast<std::int64_t>(numbers.size());
    return whole({count}, std::move(numbers));
}

std::optional<GraphTensor> evaluate(const std::string& op, const std::vector<GraphTensor>& inputs,
                                    Attributes attributes = {}, int opset = 17) {
    GraphNode node;
    node.op = op;
    node.attributes = std::move(attributes);
    std::vector<const GraphTensor*> given;
    for (const GraphTensor& input : inputs) given.push_back(&input);
    return evaluate_constant(node, given, opset);
}

void expect(const std::optional<GraphTensor>& found, const GraphTensor& wanted) {
    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(found->shape, wanted.shape);
    EXPECT_EQ(found->values, wanted.values);
    EXPECT_EQ(found->integers, wanted.integers);
}

const GraphTensor kSix = floats({2, 3}, {1, 2, 3, 4, 5, 6});

TEST(ConstantsTest, AComputedReshapeBecomesAShape) {
    // x.view(x.size(0), -1), as PyTorch writes it.
    const auto shape = evaluate("Shape", {{{1, 50, 4, 4}, {}, {}}});
    expect(shape, list({1, 50, 4, 4}));
    const auto batch = evaluate("Gather", {*shape, whole({}, {0})}, {{"axis", std::int64_t{0}}});
    expect(batch, whole({}, {1}));
    const auto first = evaluate("Unsqueeze", {*batch}, {{"axes", Integers{0}}}, 11);
    expect(first, list({1}));
    expect(evaluate("Concat", {*first, list({-1})}, {{"axis", std::int64_t{0}}}), list({1, -1}));
}

TEST(ConstantsTest, ShapesHaveTheirStartAndEnd) {
    const GraphTensor unknown{{-1, 3, 8}, {}, {}};
    expect(evaluate("Shape", {unknown}), list({-1, 3, 8}));
    expect(evaluate("Shape", {unknown}, {{"start", std::int64_t{1}}}), list({3, 8}));
    expect(evaluate("Shape", {unknown}, {{"end", std::int64_t{-1}}}), list({-1, 3}));
    expect(evaluate("Shape", {unknown}, {{"start", std::int64_t{5}}}), list({}));
    EXPECT_FALSE(evaluate("Size", {unknown}));
    expect(evaluate("Size", {{{2, 3}, {}, {}}}), whole({}, {6}));
}

TEST(ConstantsTest, WhatHasNotAllItsNumbersIsNotComputed) {
    EXPECT_FALSE(evaluate("Identity", {{{2, 3}, {}, {}}}));
    EXPECT_FALSE(evaluate("Neg", {floats({3}, {1, 2})}));
    EXPECT_FALSE(evaluate("Conv", {kSix}));
    EXPECT_FALSE(evaluate("Add", {kSix}));
    EXPECT_FALSE(evaluate("Neg", {}));
    expect(evaluate("Identity", {kSix}), kSix);
}

TEST(ConstantsTest, Reshape) {
    expect(evaluate("Reshape", {kSix, list({3, -1})}), floats({3, 2}, {1, 2, 3, 4, 5, 6}));
    expect(evaluate("Reshape", {kSix, list({0, 1, -1})}), floats({2, 1, 3}, {1, 2, 3, 4, 5, 6}));
    expect(evaluate("Reshape", {kSix}, {{"shape", Integers{6}}}, 1), floats({6}, {1, 2, 3, 4, 5, 6}));
    EXPECT_FALSE(evaluate("Reshape", {kSix, list({4, -1})}));
    EXPECT_FALSE(evaluate("Reshape", {kSix, list({-1, -1})}));
    EXPECT_FALSE(evaluate("Reshape", {kSix, list({7})}));
    EXPECT_FALSE(evaluate("Reshape", {kSix, list({1ll << 40, 1ll << 40})}));
    expect(evaluate("Flatten", {floats({2, 1, 3}, {1, 2, 3, 4, 5, 6})}), kSix);
    expect(evaluate("Flatten", {kSix}, {{"axis", std::int64_t{0}}}), floats({1, 6}, {1, 2, 3, 4, 5, 6}));
}

TEST(ConstantsTest, SqueezeAndUnsqueeze) {
    const GraphTensor thin = whole({1, 2, 1}, {7, 8});
    expect(evaluate("Squeeze", {thin}), list({7, 8}));
    expect(evaluate("Squeeze", {thin, list({-1})}), whole({1, 2}, {7, 8}));
    expect(evaluate("Squeeze", {thin}, {{"axes", Integers{0}}}, 11), whole({2, 1}, {7, 8}));
    EXPECT_FALSE(evaluate("Squeeze", {thin, list({1})}));
    EXPECT_FALSE(evaluate("Squeeze", {thin, list({3})}));
    expect(evaluate("Unsqueeze", {list({7, 8}), list({0, 2})}), thin);
    expect(evaluate("Unsqueeze", {list({7, 8}), list({-1})}), whole({2, 1}, {7, 8}));
    EXPECT_FALSE(evaluate("Unsqueeze", {list({7, 8}), list({0, 0})}));
}

TEST(ConstantsTest, TransposeAndExpand) {
    expect(evaluate("Transpose", {kSix}), floats({3, 2}, {1, 4, 2, 5, 3, 6}));
    expect(evaluate("Transpose", {floats({1, 2, 3}, {1, 2, 3, 4, 5, 6})}, {{"perm", Integers{2, 0, 1}}}),
           floats({3, 1, 2}, {1, 4, 2, 5, 3, 6}));
    EXPECT_FALSE(evaluate("Transpose", {kSix}, {{"perm", Integers{0, 0}}}));
    EXPECT_FALSE(evaluate("Transpose", {kSix}, {{"perm", Integers{0}}}));
    expect(evaluate("Expand", {whole({2, 1}, {7, 8}), list({2, 1, 3})}),
           whole({2, 2, 3}, {7, 7, 7, 8, 8, 8, 7, 7, 7, 8, 8, 8}));
    expect(evaluate("Expand", {list({7, 8}), list({1})}), list({7, 8}));
    EXPECT_FALSE(evaluate("Expand", {list({7, 8}), list({3})}));
    EXPECT_FALSE(evaluate("Expand", {list({7}), list({1 << 30})}));
    EXPECT_FALSE(evaluate("Expand", {list({7}), list({-5})}));
}

TEST(ConstantsTest, GatherTakesAlongAnAxis) {
    expect(evaluate("Gather", {kSix, list({-1, 0})}, {{"axis", std::int64_t{1}}}),
           floats({2, 2}, {3, 1, 6, 4}));
    expect(evaluate("Gather", {kSix, whole({1, 1}, {1})}), floats({1, 1, 3}, {4, 5, 6}));
    EXPECT_FALSE(evaluate("Gather", {kSix, list({2})}));
    EXPECT_FALSE(evaluate("Gather", {kSix, list({-3})}));
    EXPECT_FALSE(evaluate("Gather", {floats({}, {1}), list({0})}));
}

TEST(ConstantsTest, ConcatPutsBesideEachOther) {
    expect(evaluate("Concat", {kSix, floats({2, 1}, {7, 8})}, {{"axis", std::int64_t{-1}}}),
           floats({2, 4}, {1, 2, 3, 7, 4, 5, 6, 8}));
    expect(evaluate("Concat", {list({}), list({3})}, {{"axis", std::int64_t{0}}}), list({3}));
    EXPECT_FALSE(evaluate("Concat", {kSix, floats({1, 2}, {7, 8})}, {{"axis", std::int64_t{0}}}));
    EXPECT_FALSE(evaluate("Concat", {list({1}), floats({1}, {1})}, {{"axis", std::int64_t{0}}}));
    EXPECT_FALSE(evaluate("Concat", {whole({}, {1}), whole({}, {1})}, {{"axis", std::int64_t{0}}}));
}

TEST(ConstantsTest, SliceCutsAsOnnxSays) {
    const GraphTensor numbers = list({0, 1, 2, 3, 4});
    const auto slice = [&](std::int64_t start, std::int64_t end, std::int64_t step) {
        return evaluate("Slice", {numbers, list({start}), list({end}), list({0}), list({step})});
    };
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
    expect(slice(1, 3, 1), list({1, 2}));
    expect(slice(-2, most, 1), list({3, 4}));
    expect(slice(0, -1, 2), list({0, 2}));
    expect(slice(most, least, -1), list({4, 3, 2, 1, 0}));
    expect(slice(-1, -6, -2), list({4, 2, 0}));
    expect(slice(3, 0, -1), list({3, 2, 1}));
    expect(slice(3, 1, 1), list({}));
    expect(slice(-100, 100, most), list({0}));
    expect(slice(4, least, least), list({4}));
    EXPECT_FALSE(slice(0, 1, 0));
    expect(evaluate("Slice", {kSix}, {{"starts", Integers{0, 1}}, {"ends", Integers{1, 3}}}, 9),
           floats({1, 2}, {2, 3}));
    expect(evaluate("Slice", {kSix, list({1}), list({3}), list({-1})}), floats({2, 2}, {2, 3, 5, 6}));
    EXPECT_FALSE(evaluate("Slice", {kSix, list({1, 1}), list({3})}));
    EXPECT_FALSE(evaluate("Slice", {kSix, list({1}), list({3}), list({2})}));
}

TEST(ConstantsTest, ArithmeticBroadcasts) {
    expect(evaluate("Add", {kSix, floats({3}, {10, 20, 30})}), floats({2, 3}, {11, 22, 33, 14, 25, 36}));
    expect(evaluate("Sub", {floats({2, 1}, {1, 2}), floats({1, 2}, {10, 20})}),
           floats({2, 2}, {-9, -19, -8, -18}));
    expect(evaluate("Mul", {kSix, floats({}, {2})}), floats({2, 3}, {2, 4, 6, 8, 10, 12}));
    expect(evaluate("Div", {floats({1}, {1}), floats({1}, {4})}), floats({1}, {0.25f}));
    EXPECT_FALSE(evaluate("Add", {kSix, floats({2}, {1, 2})}));
    EXPECT_FALSE(evaluate("Add", {list({1}), floats({1}, {1})}));
    EXPECT_FALSE(evaluate("Add", {kSix, floats({3}, {10, 20, 30})}, {}, 6));
    EXPECT_FALSE(
        evaluate("Add", {floats({1 << 10, 1}, Floats(1 << 10)), floats({1 << 10}, Floats(1 << 10))}));
}

TEST(ConstantsTest, WholeNumbersStayWhole) {
    expect(evaluate("Div", {list({7, -7}), list({2})}), list({3, -3}));
    expect(evaluate("Mul", {list({3}), whole({}, {-4})}), list({-12}));
    expect(evaluate("Mod", {list({7, -7}), list({3, 3})}), list({1, 2}));
    EXPECT_FALSE(evaluate("Div", {list({7}), list({0})}));
    EXPECT_FALSE(evaluate("Mod", {list({7}), list({0})}));
    constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
    expect(evaluate("Div", {list({least}), list({-1})}), list({least}));
    expect(evaluate("Neg", {list({least, 5})}), list({least, -5}));
    expect(evaluate("Abs", {list({-5, 5})}), list({5, 5}));
    expect(evaluate("Add", {list({least}), list({-1})}), list({std::numeric_limits<std::int64_t>::max()}));
}

TEST(ConstantsTest, OneNumberAtATime) {
    expect(evaluate("Neg", {floats({2}, {1, -2})}), floats({2}, {-1, 2}));
    expect(evaluate("Floor", {floats({2}, {1.5f, -1.5f})}), floats({2}, {1, -2}));
    expect(evaluate("Ceil", {floats({2}, {1.5f, -1.5f})}), floats({2}, {2, -1}));
    expect(evaluate("Sqrt", {floats({1}, {9})}), floats({1}, {3}));
    expect(evaluate("Reciprocal", {floats({1}, {4})}), floats({1}, {0.25f}));
    expect(evaluate("Exp", {floats({1}, {0})}), floats({1}, {1}));
    expect(evaluate("Log", {floats({1}, {1})}), floats({1}, {0}));
    expect(evaluate("Not", {list({0, 1})}), list({1, 0}));
    EXPECT_FALSE(evaluate("Sqrt", {list({9})}));
    EXPECT_FALSE(evaluate("Not", {floats({1}, {0})}));
}

TEST(ConstantsTest, PowersMinimaAndMaxima) {
    expect(evaluate("Pow", {floats({2}, {3, 4}), floats({}, {0.5f})}), floats({2}, {std::sqrt(3.0f), 2}));
    expect(evaluate("Pow", {floats({1}, {2}), list({-1})}), floats({1}, {0.5f}));
    expect(evaluate("Pow", {list({-2}), list({3})}), list({-8}));
    EXPECT_FALSE(evaluate("Pow", {list({2}), list({-1})}));
    expect(evaluate("Min", {list({1, 5}), list({3}), list({4, 0})}), list({1, 0}));
    expect(evaluate("Max", {floats({2}, {1, 5}), floats({}, {3})}), floats({2}, {3, 5}));
    expect(evaluate("Max", {list({1})}), list({1}));
}

TEST(ConstantsTest, QuestionsHaveWholeAnswers) {
    expect(evaluate("Equal", {list({1, 2}), list({1})}), list({1, 0}));
    expect(evaluate("Equal", {floats({2}, {1, 2}), floats({1}, {2})}), list({0, 1}));
    expect(evaluate("Less", {list({1, 2}), list({2})}), list({1, 0}));
    expect(evaluate("Greater", {floats({2}, {1, 3}), floats({1}, {2})}), list({0, 1}));
    expect(evaluate("Where", {whole({2, 1}, {1, 0}), list({1, 2}), list({3, 4})}),
           whole({2, 2}, {1, 2, 3, 4}));
    EXPECT_FALSE(evaluate("Where", {list({1}), list({1}), floats({1}, {1})}));
}

TEST(ConstantsTest, Casts) {
    const auto cast = [](const GraphTensor& tensor, std::int64_t to) {
        return evaluate("Cast", {tensor}, {{"to", to}});
    };
    expect(cast(list({1, -2}), 1), floats({2}, {1, -2}));
    expect(cast(list({1, -2}), 11), floats({2}, {1, -2}));
    expect(cast(floats({2}, {1.9f, -1.9f}), 7), list({1, -1}));
    expect(cast(list({300, -1}), 2), list({44, 255}));
    expect(cast(list({200}), 3), list({-56}));
    expect(cast(list({0, 5}), 9), list({0, 1}));
    expect(cast(floats({2}, {0, 0.5f}), 9), list({0, 1}));
    expect(cast(kSix, 10), kSix);
    EXPECT_FALSE(cast(floats({1}, {std::numeric_limits<float>::infinity()}), 7));
    EXPECT_FALSE(cast(floats({1}, {std::numeric_limits<float>::quiet_NaN()}), 7));
    EXPECT_FALSE(cast(kSix, 8));
    EXPECT_FALSE(evaluate("Cast", {kSix}, {{"to", std::string("FLOAT")}}, 5));
}

TEST(ConstantsTest, MakesNewOnes) {
    expect(evaluate("ConstantOfShape", {list({2, 1})}), floats({2, 1}, {0, 0}));
    expect(evaluate("ConstantOfShape", {list({2})}, {{"value", list({5})}}), list({5, 5}));
    expect(evaluate("ConstantOfShape", {list({})}), floats({}, {0}));
    EXPECT_FALSE(evaluate("ConstantOfShape", {list({1 << 20})}));
    EXPECT_FALSE(evaluate("ConstantOfShape", {list({-1})}));
    const auto range = [](auto a, auto b, auto c) {
        if constexpr (std::is_floating_point_v<decltype(a)>)
            return evaluate("Range", {floats({}, {a}), floats({}, {b}), floats({}, {c})});
        else
            return evaluate("Range", {whole({}, {a}), whole({}, {b}), whole({}, {c})});
    };
    expect(range(1, 6, 2), list({1, 3, 5}));
    expect(range(3, 0, -1), list({3, 2, 1}));
    expect(range(0, -1, 1), list({}));
    expect(range(0.0f, 1.0f, 0.5f), floats({2}, {0, 0.5f}));
    EXPECT_FALSE(range(0, 1, 0));
    EXPECT_FALSE(range(0, 1 << 30, 1));
    EXPECT_FALSE(range(0.0f, std::numeric_limits<float>::infinity(), 1.0f));
    EXPECT_FALSE(range(std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max(),
                       std::int64_t{1} << 62));
}

TEST(ConstantsTest, Reductions) {
    expect(evaluate("ReduceProd", {list({2, 3, 4})}, {{"keepdims", std::int64_t{0}}}), whole({}, {24}));
    expect(evaluate("ReduceSum", {kSix, list({1})}), floats({2, 1}, {6, 15}));
    expect(evaluate("ReduceSum", {kSix, list({})}, {{"noop_with_empty_axes", std::int64_t{1}}}), kSix);
    expect(evaluate("ReduceMean", {kSix}, {{"axes", Integers{0}}, {"keepdims", std::int64_t{0}}}),
           floats({3}, {2.5f, 3.5f, 4.5f}));
    expect(evaluate("ReduceMax", {kSix}, {{"axes", Integers{-1}}}), floats({2, 1}, {3, 6}));
    expect(evaluate("ReduceMin", {list({3, -1, 2})}), list({-1}));
    expect(evaluate("ReduceSum", {floats({0}, {})}), floats({1}, {0}));
    EXPECT_FALSE(evaluate("ReduceMax", {floats({0}, {})}));
    EXPECT_FALSE(evaluate("ReduceMean", {list({1, 2})}));
    EXPECT_FALSE(evaluate("ReduceSum", {kSix, list({2})}));
}

TEST(ConstantsTest, DequantizesPerTensorAndPerAxis) {
    const GraphTensor bytes = whole({2, 2}, {0, 128, 130, 255});
    expect(evaluate("DequantizeLinear", {bytes, floats({}, {0.5f}), whole({}, {128})}),
           floats({2, 2}, {-64, 0, 1, 63.5f}));
    expect(evaluate("DequantizeLinear", {bytes, floats({}, {2})}), floats({2, 2}, {0, 256, 260, 510}));
    const GraphTensor scales = floats({2}, {1, 0.5f});
    expect(evaluate("DequantizeLinear", {bytes, scales, list({0, 128})}, {{"axis", std::int64_t{0}}}),
           floats({2, 2}, {0, 128, 1, 63.5f}));
    expect(evaluate("DequantizeLinear", {bytes, scales, list({0, 128})}), floats({2, 2}, {0, 0, 130, 63.5f}));
    EXPECT_FALSE(evaluate("DequantizeLinear", {bytes, floats({3}, {1, 1, 1})}));
    EXPECT_FALSE(evaluate("DequantizeLinear", {bytes, scales, list({0})}));
    EXPECT_FALSE(evaluate("DequantizeLinear", {bytes, scales}, {{"block_size", std::int64_t{1}}}));
}

TEST(ConstantsTest, QuantizesToTheTypeThatIsSaid) {
    const GraphTensor numbers = floats({5}, {0.5f, 1.5f, 2.4f, 1000, -1000});
    expect(evaluate("QuantizeLinear", {numbers, floats({}, {1})}), list({0, 2, 2, 255, 0}));
    expect(evaluate("QuantizeLinear", {numbers, floats({}, {1}), whole({}, {1})},
                    {{"output_dtype", std::int64_t{3}}}),
           list({1, 3, 3, 127, -128}));
    expect(evaluate("QuantizeLinear", {floats({2, 1}, {1, 1}), floats({2}, {0.5f, 0.25f})},
                    {{"axis", std::int64_t{0}}}),
           whole({2, 1}, {2, 4}));
    EXPECT_FALSE(evaluate("QuantizeLinear", {numbers, floats({}, {1}), whole({}, {1})}));
    EXPECT_FALSE(evaluate("QuantizeLinear", {floats({1}, {0}), floats({}, {0})}));
}

TEST(ConstantsTest, ShapesWithoutNumbersTakeNoTime) {
    constexpr std::int64_t many = std::numeric_limits<std::int32_t>::max();
    const GraphTensor nothing{{many, 1, 0}, {}, {}};
    evaluate("Gather", {nothing, list({0})}, {{"axis", std::int64_t{1}}});
    evaluate("Concat", {nothing, nothing}, {{"axis", std::int64_t{1}}});
    evaluate("ReduceSum", {nothing}, {{"axes", Integers{2}}});
    evaluate("Transpose", {nothing});
    evaluate("Unsqueeze", {list({1}), list(Integers(100000, 0))});
    SUCCEED();
}

}  // namespace
}  // namespace convoscope::models
