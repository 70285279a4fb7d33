#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/file.h"
#include "gl/embedded.h"
#include "gl/handle.h"
#include "gl/shader.h"
#include "gl/target.h"
#include "platform/desktop/headless.h"
#include "support/temporary_folder.h"

namespace convoscope::gl {
namespace {

constexpr std::string_view whole_target = R"(
void main() {
    gl_Position = vec4(float(gl_VertexID % 2) * 4.0 - 1.0, float(gl_VertexID / 2) * 4.0 - 1.0, 0.0, 1.0);
}
)";

constexpr std::string_view one_colour = R"(
uniform vec4 colour;
out vec4 seen;
void main() { seen = colour; }
)";

std::string message_of(std::string_view vertex, std::string_view fragment) {
    try {
        const Program program("painter", vertex, fragment);
    } catch (const Error& error) {
        return error.what();
    }
    return "";
}

class ShaderGlTest : public ::testing::Test {
  protected:
    void TearDown() override { EXPECT_EQ(glGetError(), static_cast<GLenum>(GL_NO_ERROR)); }

    /// The colour of the middle of what the program draws over everything.
    static std::vector<int> drawn(Program& program) {
        const VertexArray none = VertexArray::create();
        const Target target(8, 8);
        target.bind();
        program.use();
        glBindVertexArray(none.id());
        glDrawArrays(GL_TRIANGLES, 0, 3);
        const Pixels pixels = target.read_pixels();
        const unsigned char* middle = pixels.at(4, 4);
        return {middle[0], middle[1], middle[2], middle[3]};
    }

    const platform::HeadlessContext context_;
};

TEST_F(ShaderGlTest, DrawsWithItsUniforms) {
    Program program("painter", whole_target, one_colour);
    program.set("colour", Eigen::Vector4f(0.0f, 1.0f, 0.2f, 1.0f));
    EXPECT_EQ(drawn(program), (std::vector{0, 255, 51, 255}));
    Program moved = std::move(program);
    moved.set("colour", Eigen::Vector4f(1.0f, 0.0f, 0.0f, 1.0f));
    EXPECT_EQ(drawn(moved), (std::vector{255, 0, 0, 255}));
}

// Each value has its own factor of ten, so that a value that goes to the wrong place shows.
TEST_F(ShaderGlTest, SetsEveryTypeOfUniform) {
    Program program("sum", whole_target, R"(
uniform int whole; uniform bool yes; uniform float real;
uniform ivec2 i2; uniform ivec3 i3; uniform vec2 v2; uniform vec3 v3; uniform vec4 v4; uniform mat3 m3; uniform mat4 m4;
uniform float reals[3]; uniform vec2 v2s[2]; uniform vec3 v3s[2]; uniform vec4 v4s[2];
out vec4 seen;
bool near(float a, float b) { return abs(a - b) < 0.001; }
void main() {
    bool ok = whole == 7 && yes && near(real, 0.5) && i2 == ivec2(1, 2) && i3 == ivec3(3, 4, 5) && v2 == vec2(1, 2)
        && v3 == vec3(3, 4, 5) && v4 == vec4(6, 7, 8, 9)
        && m3 * vec3(1, 0, 0) == vec3(1, 4, 7) && m4 * vec4(0, 1, 0, 0) == vec4(2, 6, 10, 14)
        && near(reals[0], 1.0) && near(reals[1], 2.0) && near(reals[2], 9.0)
        && v2s[1] == vec2(3, 4) && v3s[1] == vec3(4, 5, 6) && v4s[1] == vec4(5, 6, 7, 8);
    seen = ok ? vec4(0, 1, 0, 1) : vec4(1, 0, 0, 1);
})");
    Eigen::Matrix3f m3;
    m3 << 1, 2, 3, 4, 5, 6, 7, 8, 9;
    Eigen::Matrix4f m4;
    m4 << 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16;
    program.set("whole", 7);
    program.set("yes", true);
    program.set("real", 0.5f);
    program.set("i2", Eigen::Vector2i(1, 2));
    program.set("i3", Eigen::Vector3i(3, 4, 5));
    program.set("v2", Eigen::Vector2f(1, 2));
    program.set("v3", Eigen::Vector3f(3, 4, 5));
    program.set("v4", Eigen::Vector4f(6, 7, 8, 9));
    program.set("m3", m3);
    program.set("m4", m4 * Eigen::Matrix4f::Identity());
    program.set("reals", std::vector<float>{1, 2, 3});
    program.set("reals[2]", 9.0f);
    program.set("v2s", std::vector{Eigen::Vector2f(1, 2), Eigen::Vector2f(3, 4)});
    program.set("v3s", std::vector{Eigen::Vector3f(1, 2, 3), Eigen::Vector3f(4, 5, 6)});
    program.set("v4s", std::vector{Eigen::Vector4f(1, 2, 3, 4), Eigen::Vector4f(5, 6, 7, 8)});
    EXPECT_EQ(drawn(program), (std::vector{0, 255, 0, 255}));
}

TEST_F(ShaderGlTest, AMistakeIsNamedWithItsFileAndLine) {
    const std::string message =
        message_of(whole_target, "out vec4 seen;\nvoid main() {\n    seen = nonsense;\n}\n");
    EXPECT_NE(message.find("'painter.frag'"), std::string::npos) << message;
    EXPECT_NE(message.find("nonsense"), std::string::npos) << message;
    EXPECT_NE(message.find("0:3("), std::string::npos) << message;  // Mesa's form of "line 3"
    EXPECT_NE(message_of("void main() { nonsense }", one_colour).find("'painter.vert'"), std::string::npos);
}

TEST_F(ShaderGlTest, ShadersThatDoNotFitTogetherAreRefused) {
    const std::string message =
        message_of("out vec2 place;\nvoid main() { place = vec2(0); gl_Position = vec4(0); }",
                   "in vec3 place;\nout vec4 seen;\nvoid main() { seen = vec4(place, 1); }");
    EXPECT_NE(message.find("cannot link the shaders 'painter'"), std::string::npos) << message;
    EXPECT_NE(message.find("place"), std::string::npos) << message;
}

TEST_F(ShaderGlTest, NothingIsLeftBehindByAFailure) {
    const GLuint before = glCreateProgram();
    glDeleteProgram(before);
    message_of(whole_target, "nonsense");
    message_of("out vec2 p;\nvoid main() { p = vec2(0); gl_Position = vec4(0); }",
               "in vec3 p;\nout vec4 s;\nvoid main() { s = vec4(p, 1); }");
    for (GLuint id = before; id < before + 10; ++id) EXPECT_FALSE(glIsProgram(id) || glIsShader(id)) << id;
}

TEST_F(ShaderGlTest, AnUnusedUniformIsSkipped) {
    Program program("painter", whole_target,
                    "uniform float idle;\nout vec4 seen;\nvoid main() { seen = vec4(1); }");
    program.set("idle", 1.0f);
    program.set("idle", 2.0f);
}

#ifndef NDEBUG
TEST_F(ShaderGlTest, AMisspeltUniformIsAsserted) {
    GTEST_FLAG_SET(death_test_style, "threadsafe");
    Program program("painter", whole_target, one_colour);
    EXPECT_DEATH(program.set("color", 1.0f), "a uniform that neither shader mentions");
    EXPECT_DEATH(program.set("colou", 1.0f), "a uniform that neither shader mentions");
}
#endif

TEST_F(ShaderGlTest, FilesAreReadAgainWhenTheyChange) {
    const test::TemporaryFolder folder;
    const auto write = [&](const char* name, std::string_view source, int second) {
        write_file(folder / name, source);
        using Time = std::filesystem::file_time_type;
        std::filesystem::last_write_time(folder / name, Time(std::chrono::seconds(second)));
    };
    write("a.vert", whole_target, 1000);
    write("b.frag", "out vec4 seen;\nvoid main() { seen = vec4(1, 0, 0, 1); }", 1000);
    Program program = Program::from_files(folder / "a.vert", folder / "b.frag");
    EXPECT_FALSE(program.changed());
    EXPECT_EQ(drawn(program), (std::vector{255, 0, 0, 255}));

    write("b.frag", one_colour, 1001);
    EXPECT_TRUE(program.changed());
    program.reload();
    EXPECT_FALSE(program.changed());
    program.set("colour", Eigen::Vector4f(0, 0, 1, 1));
    EXPECT_EQ(drawn(program), (std::vector{0, 0, 255, 255}));

    write("a.vert", "nonsense", 1002);
    EXPECT_TRUE(program.changed());
    EXPECT_THROW(program.reload(), Error);
    EXPECT_FALSE(program.changed());
    EXPECT_EQ(drawn(program), (std::vector{0, 0, 255, 255}));

    std::filesystem::remove(folder / "b.frag");
    EXPECT_FALSE(program.changed());  // an editor may be about to write it
    EXPECT_THROW(Program::from_files(folder / "a.vert", folder / "b.frag"), Error);
}

/// Compiles one shader alone. Empty when that goes well, else the driver's log.
std::string compile_log(const EmbeddedShader& shader, Dialect dialect) {
    const std::string source = with_version_line(shader.source, dialect);
    const char* text = source.c_str();
    const GLuint id = glCreateShader(shader.name.ends_with(".vert") ? GL_VERTEX_SHADER : GL_FRAGMENT_SHADER);
    glShaderSource(id, 1, &text, nullptr);
    glCompileShader(id);
    GLint compiled = GL_FALSE;
    glGetShaderiv(id, GL_COMPILE_STATUS, &compiled);
    char log[2000] = "";
    glGetShaderInfoLog(id, sizeof log, nullptr, log);
    glDeleteShader(id);
    return compiled ? "" : log;
}

// A desktop context with GL_ARB_ES3_compatibility, as Mesa's are, compiles ESSL 3.00 and holds it to its
// rules.
TEST_F(ShaderGlTest, OurShadersAreBothGlsl330AndEssl300) {
    for (const EmbeddedShader& shader : embedded_shaders())
        for (const Dialect dialect : {Dialect::Desktop, Dialect::Embedded})
            EXPECT_EQ(compile_log(shader, dialect), "") << shader.name;
}

// The units of a palette with a sign have a program of their own.
TEST_F(ShaderGlTest, OneSourceMakesTwoPrograms) {
    const std::string with_signs = "#define SIGNS\n" + std::string(embedded_shader("units.frag"));
    for (const Dialect dialect : {Dialect::Desktop, Dialect::Embedded})
        EXPECT_EQ(compile_log({"units.frag", with_signs}, dialect), "");
    const Program plain = Program::named("units.vert", "units.frag");
    const Program with = Program::named("units.vert", "units.frag", "#define SIGNS\n");
    EXPECT_EQ(glGetUniformLocation(plain.id(), "zero_colour"), -1);
    EXPECT_GE(glGetUniformLocation(with.id(), "zero_colour"), 0);
    EXPECT_THROW(Program::named("units.vert", "units.frag", "#define main 7 +\n"), Error);
}

TEST_F(ShaderGlTest, EsslIsHeldToItsRules) {
    const EmbeddedShader desktop_only{"d.frag",
                                      "out vec4 seen;\nvoid main() { double d = 1; seen = vec4(float(d)); }"};
    EXPECT_NE(compile_log(desktop_only, Dialect::Embedded), "");
    const EmbeddedShader implicit{"i.frag", "out vec4 seen;\nvoid main() { float f = 1; seen = vec4(f); }"};
    EXPECT_EQ(compile_log(implicit, Dialect::Desktop), "");
    EXPECT_NE(compile_log(implicit, Dialect::Embedded), "");
}

TEST_F(ShaderGlTest, OurShadersLinkByName) {
    int pairs = 0;
    for (const EmbeddedShader& shader : embedded_shaders()) {
        const std::string name(shader.name.substr(0, shader.name.rfind('.')));
        bool both = false;
        for (const EmbeddedShader& other : embedded_shaders()) both = both || other.name == name + ".frag";
        if (!shader.name.ends_with(".vert") || !both) continue;
        ++pairs;
        EXPECT_TRUE(Program::named(name)) << name;
    }
    EXPECT_GT(pairs, 0);
    EXPECT_THROW(Program::named("absent"), Error);
}

}  // namespace
}  // namespace convoscope::gl
