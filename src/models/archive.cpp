#include "models/archive.h"

#include <algorithm>
#include <array>

#include "base/error.h"
#include "models/texts.h"

#ifdef CONVOSCOPE_WITH_LIBZIP
#include <zip.h>
#endif

namespace convoscope::models {

bool Archive::begins_like_one(std::string_view bytes) { return bytes.starts_with("PK\x03\x04"); }
Archive::Archive(Archive&&) noexcept = default;
Archive& Archive::operator=(Archive&&) noexcept = default;
Archive::~Archive() = default;

#ifdef CONVOSCOPE_WITH_LIBZIP
namespace {

struct Discard {
    void operator()(zip_t* archive) const { zip_discard(archive); }
    void operator()(zip_file_t* file) const { zip_fclose(file); }
};

constexpr std::size_t kPiece = 1 << 16;
constexpr zip_int64_t kMostFiles = 100000;

}  // namespace

struct Archive::Handle {
    std::unique_ptr<zip_t, Discard> archive;
};

bool Archive::available() { return true; }

Archive::Archive(std::string_view bytes) : handle_(std::make_unique<Handle>()) {
    if (!begins_like_one(bytes)) throw Error(texts.copy_again, texts.damaged_zip);
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    if (source) handle_->archive.reset(zip_open_from_source(source, ZIP_RDONLY, &error));
    if (source && !handle_->archive) zip_source_free(source);
    zip_error_fini(&error);
    const zip_int64_t count = handle_->archive ? zip_get_num_entries(handle_->archive.get(), 0) : -1;
    if (count < 0 || count > kMostFiles) throw Error(texts.copy_again, texts.damaged_zip);
    for (zip_int64_t i = 0; i < count; ++i) {
        const char* name = zip_get_name(handle_->archive.get(), static_cast<zip_uint64_t>(i), 0);
        if (!name) throw Error(texts.copy_again, texts.damaged_zip);
        if (!std::string_view(name).ends_with('/')) names_.emplace_back(name);
    }
    known_.insert(names_.begin(), names_.end());
}

std::string Archive::read(const std::string& name, std::size_t limit) const {
    const std::unique_ptr<zip_file_t, Discard> file(zip_fopen(handle_->archive.get(), name.c_str(), 0));
    if (!file) throw Error(texts.copy_again, Message(texts.cannot_unpack, name));
    std::string bytes;
    std::vector<char> piece(kPiece);
    for (;;) {
        const zip_int64_t got = zip_fread(file.get(), piece.data(), piece.size());
        if (got < 0) throw Error(texts.copy_again, Message(texts.cannot_unpack, name));
        if (got == 0) return bytes;
        if (bytes.size() + static_cast<std::size_t>(got) > limit)
            throw Error(texts.unpacks_too_large, name, limit);
        bytes.append(piece.data(), static_cast<std::size_t>(got));
    }
}

#else
struct Archive::Handle {};

bool Archive::available() { return false; }
Archive::Archive(std::string_view) { throw Error(texts.without_libzip); }
std::string Archive::read(const std::string&, std::size_t) const { throw Error(texts.without_libzip); }
#endif

bool Archive::has(const std::string& name) const { return known_.contains(name); }

}  // namespace convoscope::models
