#include "gl/shader.h"

#include <cassert>
#include <cctype>
#include <utility>

#include "base/error.h"
#include "base/file.h"
#include "gl/debug.h"
#include "gl/embedded.h"
#include "gl/load.h"
#include "gl/texts.h"

namespace convoscope::gl {
namespace {

constexpr std::size_t largest_shader = 1 << 20;  // bytes; ours have a few thousand

/// A shader object: needed only until its program is linked.
class ShaderObject {
  public:
    explicit ShaderObject(GLenum stage) : id_(glCreateShader(stage)) {}
    ~ShaderObject() { glDeleteShader(id_); }
    ShaderObject(const ShaderObject&) = delete;
    ShaderObject& operator=(const ShaderObject&) = delete;
    GLuint id() const { return id_; }

  private:
    GLuint id_;
};

template <typename GetNumber, typename GetLog>
std::string log_of(GLuint id, GetNumber get_number, GetLog get_log) {
    GLint length = 0;
    get_number(id, GL_INFO_LOG_LENGTH, &length);
    std::string log(static_cast<std::size_t>(length > 0 ? length : 0), '\0');
    if (length > 0) get_log(id, length, &length, log.data());
    log.resize(static_cast<std::size_t>(length > 0 ? length : 0));
    return log;
}

void compile(const ShaderObject& shader, const std::string& file, std::string_view source, Dialect dialect) {
    const std::string whole = with_version_line(source, dialect);
    const char* text = whole.data();
    const auto length = static_cast<GLint>(whole.size());
    glShaderSource(shader.id(), 1, &text, &length);
    glCompileShader(shader.id());
    GLint compiled = GL_FALSE;
    glGetShaderiv(shader.id(), GL_COMPILE_STATUS, &compiled);
    if (compiled != GL_TRUE)
        throw Error(texts.cannot_compile, file, log_of(shader.id(), glGetShaderiv, glGetShaderInfoLog));
}

ProgramHandle link(const std::string& name, const ShaderObject& vertex, const ShaderObject& fragment) {
    ProgramHandle program = ProgramHandle::create();
    glAttachShader(program.id(), vertex.id());
    glAttachShader(program.id(), fragment.id());
    glLinkProgram(program.id());
    glDetachShader(program.id(), vertex.id());
    glDetachShader(program.id(), fragment.id());
    GLint linked = GL_FALSE;
    glGetProgramiv(program.id(), GL_LINK_STATUS, &linked);
    if (linked != GL_TRUE)
        throw Error(texts.cannot_link, name, log_of(program.id(), glGetProgramiv, glGetProgramInfoLog));
    return program;
}

/// Does `text` hold `word`, which is made of the characters of an identifier, as a whole word?
[[maybe_unused]] bool mentions(std::string_view text, std::string_view word) {
    const auto in_word = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; };
    for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
        const auto end = at + word.size();
        if ((at == 0 || !in_word(text[at - 1])) && (end == text.size() || !in_word(text[end]))) return true;
    }
    return false;
}

/// Lines are counted from the source's own first, as with_version_line() does.
std::string with_defines(std::string_view defines, std::string_view source) {
    if (defines.empty()) return std::string(source);
    return std::string(defines).append("#line 1\n").append(source);
}

/// A file that is being written may be gone for a moment: that is no change yet.
std::filesystem::file_time_type time_written(const std::filesystem::path& path,
                                             std::filesystem::file_time_type otherwise) {
    std::error_code error;
    const auto time = std::filesystem::last_write_time(path, error);
    return error ? otherwise : time;
}

}  // namespace

Dialect current_dialect() { return current_api() == Api::Embedded ? Dialect::Embedded : Dialect::Desktop; }

std::string with_version_line(std::string_view source, Dialect dialect) {
    // "#line 1" names the line after it (GLSL 3.30 and ESSL 3.00, section 3.4 "Preprocessor").
    std::string lines = dialect == Dialect::Desktop ? "#version 330 core\n"
                                                    : "#version 300 es\n"
                                                      "precision highp float;\n"
                                                      "precision highp int;\n"
                                                      "precision highp sampler2D;\n"
                                                      "precision highp sampler2DArray;\n";
    return lines.append("#line 1\n").append(source);
}

Program::Program(std::string_view name, std::string_view vertex_source, std::string_view fragment_source,
                 Dialect dialect)
    : name_(name) {
    const ShaderObject vertex(GL_VERTEX_SHADER);
    const ShaderObject fragment(GL_FRAGMENT_SHADER);
    compile(vertex, name_ + ".vert", vertex_source, dialect);
    compile(fragment, name_ + ".frag", fragment_source, dialect);
    handle_ = link(name_, vertex, fragment);
    label(handle_, name_);
#ifndef NDEBUG
    sources_.append(vertex_source).append("\n").append(fragment_source);
#endif
}

Program Program::named(std::string_view name) {
    return named(std::string(name) + ".vert", std::string(name) + ".frag");
}

Program Program::named(std::string_view vertex_file, std::string_view fragment_file,
                       std::string_view defines) {
#ifdef CONVOSCOPE_SHADER_FOLDER
    const std::filesystem::path folder = CONVOSCOPE_SHADER_FOLDER;
    if (std::filesystem::exists(folder / vertex_file) && std::filesystem::exists(folder / fragment_file))
        return from_files(folder / vertex_file, folder / fragment_file, defines);
#endif
    const std::string_view name = fragment_file.substr(0, fragment_file.rfind('.'));
    return Program(name, with_defines(defines, embedded_shader(vertex_file)),
                   with_defines(defines, embedded_shader(fragment_file)));
}

Program Program::from_files(const std::filesystem::path& vertex_file,
                            const std::filesystem::path& fragment_file, std::string_view defines) {
    // The times are taken before the files are read: what is written meanwhile counts as a change.
    std::vector<WatchedFile> files = {{vertex_file, time_written(vertex_file, {})},
                                      {fragment_file, time_written(fragment_file, {})}};
    Program program(fragment_file.stem().string(),
                    with_defines(defines, read_file(vertex_file, largest_shader)),
                    with_defines(defines, read_file(fragment_file, largest_shader)));
    program.defines_ = defines;
    program.files_ = std::move(files);
    return program;
}

void Program::use() const {
    assert(handle_);
    glUseProgram(handle_.id());
}

GLint Program::location(std::string_view uniform) {
    use();
    const auto known = locations_.find(uniform);
    if (known != locations_.end()) return known->second;
    const std::string terminated(uniform);
    const GLint found = glGetUniformLocation(handle_.id(), terminated.c_str());
    assert((found >= 0 || mentions(sources_, uniform.substr(0, uniform.find_first_of("[.")))) &&
           "a uniform that neither shader mentions");
    locations_.emplace(terminated, found);
    return found;
}

void Program::set(std::string_view uniform, int value) { glUniform1i(location(uniform), value); }

void Program::set(std::string_view uniform, float value) { glUniform1f(location(uniform), value); }

void Program::set(std::string_view uniform, const Eigen::Vector2i& value) {
    glUniform2iv(location(uniform), 1, value.data());
}

void Program::set(std::string_view uniform, const Eigen::Vector3i& value) {
    glUniform3iv(location(uniform), 1, value.data());
}

void Program::set(std::string_view uniform, const Eigen::Vector2f& value) {
    glUniform2fv(location(uniform), 1, value.data());
}

void Program::set(std::string_view uniform, const Eigen::Vector3f& value) {
    glUniform3fv(location(uniform), 1, value.data());
}

void Program::set(std::string_view uniform, const Eigen::Vector4f& value) {
    glUniform4fv(location(uniform), 1, value.data());
}

void Program::set(std::string_view uniform, const Eigen::Matrix3f& value) {
    glUniformMatrix3fv(location(uniform), 1, GL_FALSE, value.data());
}

void Program::set(std::string_view uniform, const Eigen::Matrix4f& value) {
    glUniformMatrix4fv(location(uniform), 1, GL_FALSE, value.data());
}

void Program::set(std::string_view uniform, std::span<const float> values) {
    glUniform1fv(location(uniform), static_cast<GLsizei>(values.size()), values.data());
}

// A span of Eigen's fixed-size vectors is packed: they have no padding.
void Program::set(std::string_view uniform, std::span<const Eigen::Vector2f> values) {
    if (!values.empty())
        glUniform2fv(location(uniform), static_cast<GLsizei>(values.size()), values.front().data());
}

void Program::set(std::string_view uniform, std::span<const Eigen::Vector3f> values) {
    if (!values.empty())
        glUniform3fv(location(uniform), static_cast<GLsizei>(values.size()), values.front().data());
}

void Program::set(std::string_view uniform, std::span<const Eigen::Vector4f> values) {
    if (!values.empty())
        glUniform4fv(location(uniform), static_cast<GLsizei>(values.size()), values.front().data());
}

bool Program::changed() const {
    for (const WatchedFile& file : files_)
        if (time_written(file.path, file.written) != file.written) return true;
    return false;
}

void Program::reload() {
    if (files_.empty()) return;
    for (WatchedFile& file : files_) file.written = time_written(file.path, file.written);
    *this = from_files(files_[0].path, files_[1].path, std::string(defines_));
}

}  // namespace convoscope::gl
