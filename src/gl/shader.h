#pragma once

#include <Eigen/Core>
#include <filesystem>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "gl/handle.h"

namespace convoscope::gl {

/// The shading language that a source is compiled as. Our sources stay within what both share (GLSL 3.30 and
/// ESSL 3.00) and have no version line of their own; it is added when they are compiled.
enum class Dialect { Desktop, Embedded };
/// What the current context compiles.
Dialect current_dialect();

/// `source` with the lines before it that `dialect` needs: the version, and for Embedded the precisions that
/// it has no default for. Lines are counted so that the driver's messages give the line in `source`.
std::string with_version_line(std::string_view source, Dialect dialect);

/// A linked pair of a vertex and a fragment shader, and its uniforms. Moved, never copied; empty when
/// default-made.
class Program {
  public:
    Program() = default;

    /// Compiles and links the sources.
    /// @param name what messages and GL debuggers call it: "units"
    /// @throws Error with the name and the driver's log when they do not compile or link
    Program(std::string_view name, std::string_view vertex_source, std::string_view fragment_source,
            Dialect dialect = current_dialect());

    /// The program of /shaders/NAME.vert and NAME.frag, as they were built in; a debug build reads them from
    /// the source folder where it is still there, so that changed() and reload() work.
    /// @throws Error as the constructor
    static Program named(std::string_view name);
    /// The same for a pair whose files are named differently: named("quad.vert", "stage.frag").
    /// @param defines  lines to put before both shaders, "#define SIGNS\n": where one source makes several
    /// programs, since on a software renderer even a branch that is not taken costs time
    static Program named(std::string_view vertex_file, std::string_view fragment_file,
                         std::string_view defines = {});

    /// The program of two files on disk; changed() and reload() work in every build.
    /// @throws Error when a file cannot be read, and as the constructor
    static Program from_files(const std::filesystem::path& vertex_file,
                              const std::filesystem::path& fragment_file, std::string_view defines = {});

    GLuint id() const { return handle_.id(); }
    explicit operator bool() const { return static_cast<bool>(handle_); }
    void use() const;

    /// Sets a uniform and leaves the program in use. A uniform that the driver found to be unused is skipped;
    /// one that neither source mentions is our own mistake, asserted. Matrices are column-major, as Eigen's
    /// are by default. For an element of an array: set("weights[2]", ...).
    void set(std::string_view uniform, int value);
    void set(std::string_view uniform, float value);
    void set(std::string_view uniform, bool value) { set(uniform, value ? 1 : 0); }
    void set(std::string_view uniform, const Eigen::Vector2i& value);
    void set(std::string_view uniform, const Eigen::Vector3i& value);
    void set(std::string_view uniform, const Eigen::Vector2f& value);
    void set(std::string_view uniform, const Eigen::Vector3f& value);
    void set(std::string_view uniform, const Eigen::Vector4f& value);
    void set(std::string_view uniform, const Eigen::Matrix3f& value);
    void set(std::string_view uniform, const Eigen::Matrix4f& value);
    /// An expression of one of these types, such as a product.
    template <typename Derived>
    void set(std::string_view uniform, const Eigen::MatrixBase<Derived>& expression) {
        using Plain = typename Derived::PlainObject;
        static_assert(!std::is_same_v<Plain, Derived>, "no uniform has this type");
        set(uniform, Plain(expression));
    }
    /// The first values.size() elements of the array `uniform`; its name is given without brackets.
    void set(std::string_view uniform, std::span<const float> values);
    void set(std::string_view uniform, std::span<const Eigen::Vector2f> values);
    void set(std::string_view uniform, std::span<const Eigen::Vector3f> values);
    void set(std::string_view uniform, std::span<const Eigen::Vector4f> values);

    /// Was one of its files written since it was compiled? Always false for a program that was built in.
    bool changed() const;
    /// Compiles its files again. Uniforms start anew.
    /// @throws Error as the constructor; the program is then as it was, and changed() is false until the next
    /// write
    void reload();

  private:
    struct WatchedFile {
        std::filesystem::path path;
        std::filesystem::file_time_type written;
    };

    GLint location(std::string_view uniform);

    ProgramHandle handle_;
    std::string name_;
    std::map<std::string, GLint, std::less<>> locations_;
    std::string sources_;  ///< kept in a debug build, to tell an unused uniform from a misspelt one
    std::string defines_;
    std::vector<WatchedFile> files_;  ///< vertex and fragment shader; empty when built in
};

}  // namespace convoscope::gl
