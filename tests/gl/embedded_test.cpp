#include "gl/embedded.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <set>
#include <string>

#include "base/error.h"
#include "base/file.h"
#include "support/places.h"

namespace convoscope::gl {

std::span<const EmbeddedShader> embedded_fixtures();

namespace {

TEST(Embedded, HoldsShadersByteForByteInTheOrderOfNames) {
    const auto shaders = embedded_fixtures();
    ASSERT_EQ(shaders.size(), 2u);
    EXPECT_EQ(shaders[0].name, "a.frag");
    EXPECT_EQ(shaders[1].name, "b.vert");
    for (const EmbeddedShader& shader : shaders)
        EXPECT_EQ(shader.source, read_file(test::fixtures("gl") / "embed" / shader.name, 1000));
}

TEST(Embedded, HoldsOurOwnShaders) {
    std::set<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(test::source_folder() / "shaders")) {
        const std::string name = entry.path().filename().string();
        if (!name.ends_with(".vert") && !name.ends_with(".frag")) continue;
        files.insert(name);
        EXPECT_EQ(embedded_shader(name), read_file(entry.path(), 1 << 20)) << name;
    }
    EXPECT_EQ(embedded_shaders().size(), files.size());
}

TEST(Embedded, NamesTheShaderThatIsNotThere) {
    try {
        embedded_shader("absent.frag");
        FAIL();
    } catch (const Error& error) {
        EXPECT_NE(std::string(error.what()).find("'absent.frag'"), std::string::npos) << error.what();
    }
}

}  // namespace
}  // namespace convoscope::gl
