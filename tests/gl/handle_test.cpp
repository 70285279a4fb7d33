// Handles where there is no GL: what holds id 0 touches none of it.
#include "gl/handle.h"

#include <gtest/gtest.h>

#include <type_traits>
#include <vector>

#include "gl/shader.h"
#include "gl/target.h"

namespace convoscope::gl {
namespace {

/// Objects that note what is done to them.
struct NotedKind {
    [[maybe_unused]] static constexpr GLenum label_kind = GL_BUFFER;  // label(), which no test here calls
    static inline GLuint made = 0;
    static inline std::vector<GLuint> destroyed;
    static GLuint create() { return ++made; }
    static void destroy(GLuint id) { destroyed.push_back(id); }
};
using Noted = Handle<NotedKind>;

class HandleTest : public ::testing::Test {
  protected:
    void SetUp() override {
        NotedKind::made = 0;
        NotedKind::destroyed.clear();
    }
    using Ids = std::vector<GLuint>;
};

TEST_F(HandleTest, EmptyOnesTouchNoGl) {
    // No function of GL is loaded: a call would be through a null pointer.
    Buffer buffer;
    Texture texture;
    Framebuffer framebuffer;
    Renderbuffer renderbuffer;
    VertexArray vertex_array;
    ProgramHandle program;
    EXPECT_EQ(buffer.id(), 0u);
    EXPECT_FALSE(buffer);
    Buffer moved = std::move(buffer);
    moved = Buffer();
    moved.reset();
    const Program no_program;
    EXPECT_FALSE(no_program);
    EXPECT_FALSE(no_program.changed());
    const Target no_target;
    EXPECT_FALSE(no_target);
}

TEST_F(HandleTest, DestroysItsObjectOnce) {
    {
        const Noted one = Noted::create();
        EXPECT_EQ(one.id(), 1u);
        EXPECT_TRUE(one);
    }
    EXPECT_EQ(NotedKind::destroyed, Ids{1});
}

TEST_F(HandleTest, AMoveLeavesNothingBehind) {
    {
        Noted one = Noted::create();
        const Noted two = std::move(one);
        EXPECT_EQ(one.id(), 0u);  // NOLINT(bugprone-use-after-move): this is what is tested
        EXPECT_EQ(two.id(), 1u);
        EXPECT_EQ(NotedKind::destroyed, Ids{});
    }
    EXPECT_EQ(NotedKind::destroyed, Ids{1});
}

TEST_F(HandleTest, AnAssignmentDestroysTheOldObject) {
    Noted one = Noted::create();
    one = Noted::create();
    EXPECT_EQ(one.id(), 2u);
    EXPECT_EQ(NotedKind::destroyed, Ids{1});
    Noted& same = one;
    one = std::move(same);
    EXPECT_EQ(one.id(), 2u);
    one.reset();
    one.reset();
    EXPECT_EQ(NotedKind::destroyed, (Ids{1, 2}));
}

TEST_F(HandleTest, IsNotCopied) {
    static_assert(!std::is_copy_constructible_v<Buffer> && !std::is_copy_assignable_v<Buffer>);
    static_assert(std::is_nothrow_move_constructible_v<Buffer> && std::is_nothrow_move_assignable_v<Buffer>);
    static_assert(!std::is_copy_constructible_v<Program> && !std::is_copy_constructible_v<Target>);
}

}  // namespace
}  // namespace convoscope::gl
