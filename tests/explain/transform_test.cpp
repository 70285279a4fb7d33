#include "explain/transform.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "base/fields_json.h"
#include "nn/zoo.h"

namespace convoscope::explain {
namespace {

TEST(Transform, HasATableInWhichEachIsFoundByItsId) {
    std::set<std::string> ids;
    for (const Transform& transform : transforms()) {
        SCOPED_TRACE(transform.id);
        EXPECT_TRUE(ids.insert(transform.id).second);
        EXPECT_EQ(transform_named(transform.id), &transform);
        EXPECT_LT(transform.low, transform.high);
        EXPECT_GE(transform.neutral, transform.low);
        EXPECT_LE(transform.neutral, transform.high);
        EXPECT_EQ(Changes().*transform.amount, transform.neutral);
        EXPECT_NE(transform_ids().find(transform.id), std::string::npos);
    }
    EXPECT_EQ(transform_named("rotated"), nullptr);
    EXPECT_EQ(transform_named(""), nullptr);
    for (const char* id : {"rotate", "scale", "shift_x", "shift_y", "shear", "thicken", "thin", "blur", "dim",
                           "invert", "noise", "salt_pepper", "cover"})
        EXPECT_TRUE(ids.contains(id)) << id;
}

TEST(Transform, IsAFieldOfItsNameThatIsSaved) {
    Changes changes;
    float amount = 0.25f;
    for (const Transform& transform : transforms()) changes.*transform.amount = amount += 0.01f;
    changes.noisy_layer = "fc1";
    changes.seed = 4294967295u;
    const fields::Json json = fields::to_json(changes);
    for (const Transform& transform : transforms())
        EXPECT_FLOAT_EQ(json.at(transform.id).get<float>(), changes.*transform.amount) << transform.id;
    Changes read;
    fields::read(json, "view", read);
    EXPECT_EQ(read, changes);
}

TEST(Transform, HasItsWholeRangeSavedForNetworksOfAnySize) {
    const nn::Shape largest{3, 1024, 1024};
    for (const Transform& transform : transforms()) {
        const AmountRange range = range_of(transform, largest);
        for (const float amount : {range.low, range.high}) {
            Changes changes, read;
            changes.*transform.amount = amount;
            fields::read(fields::to_json(changes), "view", read);
            EXPECT_EQ(read, changes) << transform.id;
        }
    }
}

TEST(Transform, CountsLengthsByTheInputsShorterSide) {
    const Transform& shift = *transform_named("shift_x");
    EXPECT_EQ(range_of(shift, {1, 32, 32}).low, -16);
    EXPECT_EQ(range_of(shift, {3, 300, 200}).high, 100);
    EXPECT_EQ(range_of(*transform_named("rotate"), {3, 300, 200}).high, 180);
    Changes changes;
    changes.shift_x = 20;
    changes.thicken = 100;
    changes.rotate = 20;
    const Changes less = limited(changes, {1, 32, 32});
    EXPECT_EQ(less.shift_x, 16);
    EXPECT_EQ(less.thicken, 4);
    EXPECT_EQ(less.rotate, 20);
}

}  // namespace
}  // namespace convoscope::explain
