#include "explain/change_drawing.h"

#include <gtest/gtest.h>

#include <cmath>
#include <memory>

#include "canvas/raster.h"

namespace convoscope::explain {
namespace {

canvas::Drawing corner() {
    canvas::Drawing drawing;
    drawing.strokes = {{{{100, 60, 0}, {100, 200, 0.5f}, {180, 200, 1}}, 20, false},
                       {{{120, 190}}, 30, true}};
    drawing.label = 7;
    return drawing;
}

TEST(ChangeDrawing, LeavesItAsItIsWhereAllIsNeutral) {
    Changes changes;
    changes.blur = 2;  // of pixels: passed over
    changes.noise = 0.5f;
    EXPECT_EQ(changed(corner(), changes, 10), corner());
}

TEST(ChangeDrawing, TurnsItAsPixelsAreTurned) {
    const canvas::Drawing drawing = corner();
    Changes changes;
    changes.rotate = 90;
    canvas::Rasteriser upright, turned;
    const canvas::Picture& before = upright.update(drawing);
    const canvas::Picture& after = turned.update(changed(drawing, changes, 10));
    for (int row = 0; row < 280; ++row)
        for (int column = 0; column < 280; ++column)
            ASSERT_NEAR(after.at(column, 279 - row), before.at(row, column), 1e-4f);
    EXPECT_EQ(changed(drawing, changes, 10).label, 7);
    EXPECT_EQ(changed(drawing, changes, 10).strokes[0].points[1].t, 0.5f);
}

TEST(ChangeDrawing, ScalesShearsAndShiftsAboutTheMiddle) {
    Changes changes;
    changes.scale = 0.5f;
    changes.shear = 0.25f;
    changes.shift_x = 2;
    changes.shift_y = -1;
    const canvas::Drawing result = changed(corner(), changes, 10);
    // (100, 60) is (-40, -80) from the middle; half as far, and slanted by a quarter of the height.
    EXPECT_FLOAT_EQ(result.strokes[0].points[0].x, 140 - 20 + 10 + 20);
    EXPECT_FLOAT_EQ(result.strokes[0].points[0].y, 140 - 40 - 10);
    EXPECT_FLOAT_EQ(result.strokes[0].width, 10);
    EXPECT_FLOAT_EQ(result.strokes[1].width, 15);
}

TEST(ChangeDrawing, MakesPensThickerAndErasersThinner) {
    Changes changes;
    changes.thicken = 0.5f;
    const canvas::Drawing thicker = changed(corner(), changes, 10);
    EXPECT_FLOAT_EQ(thicker.strokes[0].width, 30);
    EXPECT_FLOAT_EQ(thicker.strokes[1].width, 20);
    EXPECT_EQ(thicker.strokes[0].points, corner().strokes[0].points);
    changes = {};
    changes.thin = 3;
    EXPECT_FLOAT_EQ(changed(corner(), changes, 10).strokes[0].width, kThinnestPen * 280);
    EXPECT_FLOAT_EQ(changed(corner(), changes, 10).strokes[1].width, 90);
}

TEST(ChangeDrawing, SaysWhatCannotBe) {
    canvas::Drawing drawing = corner();
    for (const char* id : {"rotate", "scale", "shift_x", "shift_y", "shear", "thicken", "thin"})
        EXPECT_FALSE(why_not_on(drawing, *transform_named(id))) << id;
    for (const char* id : {"blur", "dim", "invert", "noise", "salt_pepper", "cover", "layer_noise"})
        EXPECT_TRUE(why_not_on(drawing, *transform_named(id))) << id;
    drawing.base = std::make_shared<const canvas::Picture>(280, 280);
    EXPECT_TRUE(why_not_on(drawing, *transform_named("rotate")));
}

}  // namespace
}  // namespace convoscope::explain
