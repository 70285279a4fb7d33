#include <gtest/gtest.h>

#include "gl/shader.h"

namespace convoscope::gl {
namespace {

TEST(Shader, TheVersionLineComesFirstAndLinesAreCountedAnew) {
    EXPECT_EQ(with_version_line("void main() {}\n", Dialect::Desktop),
              "#version 330 core\n#line 1\nvoid main() {}\n");
    const std::string embedded = with_version_line("void main() {}\n", Dialect::Embedded);
    EXPECT_TRUE(embedded.starts_with("#version 300 es\n"));
    EXPECT_NE(embedded.find("precision highp float;\n"), std::string::npos);
    EXPECT_TRUE(embedded.ends_with("#line 1\nvoid main() {}\n"));
}

}  // namespace
}  // namespace convoscope::gl
