#include "models/keras/hdf5.h"

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>
#include <vector>

#include "base/error.h"
#include "models/keras/texts.h"
#include "models/safetensors.h"

#ifdef CONVOSCOPE_WITH_HDF5
#define H5_USE_110_API
#include <hdf5.h>
#include <hdf5_hl.h>
#endif

namespace convoscope::models::keras {

bool begins_like_hdf5(std::string_view bytes) { return bytes.starts_with("\x89HDF\r\n\x1a\n"); }

std::uint64_t most_of_hdf5(std::uint64_t file_size) {
    constexpr std::uint64_t always = std::uint64_t{1} << 20;
    return file_size > kHdf5Most ? kHdf5Most : std::min(kHdf5Most, file_size * kHdf5TimesLarger + always);
}

#ifdef CONVOSCOPE_WITH_HDF5
namespace {

constexpr std::size_t kMostObjects = 100000;
constexpr int kMostDeep = 32;
constexpr int kMostDimensions = 8;
constexpr hsize_t kMostStrings = 100000;

/// One of HDF5's identifiers, closed at the end.
class Handle {
  public:
    Handle(hid_t id, herr_t (*close)(hid_t)) : id_(id), close_(close) {}
    ~Handle() {
        if (id_ >= 0) close_(id_);
    }
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    operator hid_t() const { return id_; }
    bool is_open() const { return id_ >= 0; }

  private:
    hid_t id_;
    herr_t (*close_)(hid_t);
};

/// A dataset's numbers, read.
struct Numbers {
    std::string path;
    std::string dtype;
    std::vector<std::uint64_t> shape;
    std::string data;
};

class File {
  public:
    explicit File(std::string_view bytes) : budget_(most_of_hdf5(bytes.size())), most_(budget_) {
        H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
        H5PLset_loading_state(0);  // else a file could name a filter that is loaded from a folder
        // It copies them: told not to, it never frees its own notes of them.
        const Handle file(H5LTopen_file_image(const_cast<char*>(bytes.data()), bytes.size(), 0), H5Fclose);
        if (!file.is_open()) throw Error(texts.damaged_hdf5);
        const Handle root(H5Gopen2(file, "/", H5P_DEFAULT), H5Gclose);
        read_group(root, "", 0);
    }

    const std::vector<Numbers>& numbers() const { return numbers_; }
    const nlohmann::json& attributes() const { return attributes_; }

  private:
    void read_group(hid_t group, const std::string& path, int depth);
    void read_link(hid_t group, hsize_t index, const std::string& path, int depth);
    void read_dataset(hid_t dataset, const std::string& path);
    void read_attributes(hid_t object, const std::string& path);
    void spend(std::uint64_t bytes) {
        if (bytes > budget_) throw Error(texts.unpacks_too_large, most_);
        budget_ -= bytes;
    }
    nlohmann::json strings_of(hid_t attribute, hid_t type, const std::string& path);

    std::uint64_t budget_;  ///< bytes that may still be read
    std::uint64_t most_;
    std::set<haddr_t> seen_;  ///< a group that is in itself is read once
    std::vector<Numbers> numbers_;
    nlohmann::json attributes_ = nlohmann::json::object();
};

void File::read_group(hid_t group, const std::string& path, int depth) {
    if (group < 0) throw Error(texts.damaged_hdf5);
    H5O_info_t info;
    H5G_info_t links;
    if (H5Oget_info(group, &info) < 0 || H5Gget_info(group, &links) < 0)
        throw Error(texts.damaged_object, path);
    if (!seen_.insert(info.addr).second) return;
    if (depth > kMostDeep || seen_.size() > kMostObjects || links.nlinks > kMostObjects)
        throw Error(texts.too_many_objects, kMostObjects, kMostDeep);
    read_attributes(group, path.empty() ? "/" : path);
    for (hsize_t i = 0; i < links.nlinks; ++i) read_link(group, i, path, depth);
}

void File::read_link(hid_t group, hsize_t index, const std::string& path, int depth) {
    H5L_info_t link;
    char name[1024];
    const ssize_t length =
        H5Lget_name_by_idx(group, ".", H5_INDEX_NAME, H5_ITER_INC, index, name, sizeof name, H5P_DEFAULT);
    if (length <= 0 || static_cast<std::size_t>(length) >= sizeof name ||
        H5Lget_info_by_idx(group, ".", H5_INDEX_NAME, H5_ITER_INC, index, &link, H5P_DEFAULT) < 0)
        throw Error(texts.damaged_object, path);
    if (link.type != H5L_TYPE_HARD) return;  // the others lead elsewhere, even to other files
    const std::string full = path + "/" + name;
    const Handle object(H5Oopen(group, name, H5P_DEFAULT), H5Oclose);
    if (!object.is_open()) throw Error(texts.damaged_object, full);
    const H5I_type_t type = H5Iget_type(object);
    if (type == H5I_GROUP) read_group(object, full, depth + 1);
    if (type == H5I_DATASET) read_dataset(object, full);
}

void File::read_dataset(hid_t dataset, const std::string& path) {
    if (numbers_.size() >= kMostObjects) throw Error(texts.too_many_objects, kMostObjects, kMostDeep);
    const Handle layout(H5Dget_create_plist(dataset), H5Pclose);
    const Handle type(H5Dget_type(dataset), H5Tclose);
    const Handle space(H5Dget_space(dataset), H5Sclose);
    if (!layout.is_open() || !type.is_open() || !space.is_open()) throw Error(texts.damaged_object, path);
    if (H5Pget_external_count(layout) != 0 || H5Pget_layout(layout) == H5D_VIRTUAL)
        throw Error(texts.outside, path);
    const H5T_class_t kind = H5Tget_class(type);
    const int dimensions = H5Sget_simple_extent_ndims(space);
    if ((kind != H5T_FLOAT && kind != H5T_INTEGER) || dimensions < 0 || dimensions > kMostDimensions ||
        H5Sget_simple_extent_type(space) == H5S_NULL)
        return;
    hsize_t extents[kMostDimensions] = {};
    if (H5Sget_simple_extent_dims(space, extents, nullptr) < 0) throw Error(texts.damaged_object, path);
    const bool is_float = kind == H5T_FLOAT && H5Tget_size(type) <= sizeof(float);
    std::uint64_t size = is_float ? sizeof(float) : sizeof(double);
    for (int i = 0; i < dimensions; ++i) {
        if (extents[i] != 0 && size > most_ / extents[i]) throw Error(texts.unpacks_too_large, most_);
        size *= extents[i];
    }
    spend(size);
    Numbers numbers{path, is_float ? "F32" : "F64", {extents, extents + dimensions}, std::string(size, '\0')};
    if (size != 0 && H5Dread(dataset, is_float ? H5T_NATIVE_FLOAT : H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL,
                             H5P_DEFAULT, numbers.data.data()) < 0)
        throw Error(texts.damaged_object, path);
    numbers_.push_back(std::move(numbers));
}

void File::read_attributes(hid_t object, const std::string& path) {
    nlohmann::json found = nlohmann::json::object();
    const int count = H5Aget_num_attrs(object);
    if (count < 0 || static_cast<std::size_t>(count) > kMostObjects) throw Error(texts.damaged_object, path);
    for (int i = 0; i < count; ++i) {
        const Handle attribute(H5Aopen_by_idx(object, ".", H5_INDEX_NAME, H5_ITER_INC,
                                              static_cast<hsize_t>(i), H5P_DEFAULT, H5P_DEFAULT),
                               H5Aclose);
        char name[256];
        if (!attribute.is_open() || H5Aget_name(attribute, sizeof name, name) <= 0)
            throw Error(texts.damaged_object, path);
        const Handle type(H5Aget_type(attribute), H5Tclose);
        if (H5Tget_class(type) == H5T_STRING) found[name] = strings_of(attribute, type, path);
    }
    attributes_[path] = std::move(found);
}

/// The characters of a text that has `size` of them with its padding.
std::string without_padding(const char* text, std::size_t size, H5T_str_t padding) {
    std::string words(text, std::find(text, text + size, '\0'));
    while (padding == H5T_STR_SPACEPAD && words.ends_with(' ')) words.pop_back();
    return words;
}

/// A text, or a list of them.
nlohmann::json File::strings_of(hid_t attribute, hid_t type, const std::string& path) {
    const Handle space(H5Aget_space(attribute), H5Sclose);
    const hssize_t count = H5Sget_simple_extent_npoints(space);
    if (count < 0 || static_cast<hsize_t>(count) > kMostStrings) throw Error(texts.damaged_object, path);
    std::vector<std::string> strings;
    if (H5Tis_variable_str(type) > 0) {
        const Handle memory(H5Tcopy(H5T_C_S1), H5Tclose);
        H5Tset_size(memory, H5T_VARIABLE);
        H5Tset_cset(memory, H5Tget_cset(type));
        std::vector<char*> texts_read(static_cast<std::size_t>(count), nullptr);
        if (count > 0 && H5Aread(attribute, memory, texts_read.data()) < 0)
            throw Error(texts.damaged_object, path);
        for (const char* text : texts_read) strings.emplace_back(text ? text : "");
        if (count > 0) H5Dvlen_reclaim(memory, space, H5P_DEFAULT, texts_read.data());
        for (const std::string& text : strings) spend(text.size());
    } else {
        const std::size_t size = H5Tget_size(type);
        if (size == 0 || size > most_) throw Error(texts.damaged_object, path);
        spend(size * static_cast<std::size_t>(count));
        std::vector<char> all(size * static_cast<std::size_t>(count));
        if (count > 0 && H5Aread(attribute, type, all.data()) < 0) throw Error(texts.damaged_object, path);
        for (std::size_t at = 0; at < all.size(); at += size)
            strings.push_back(without_padding(&all[at], size, H5Tget_strpad(type)));
    }
    if (H5Sget_simple_extent_type(space) == H5S_SCALAR && strings.size() == 1) return strings.front();
    return strings;
}

/// As UTF-8 whatever the bytes are: JSON has nothing else.
std::string ascii(const nlohmann::json& value) {
    return value.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace);
}

}  // namespace

bool hdf5_available() { return true; }

void plain_hdf5(std::string_view bytes, ByteSink& sink) {
    const File file(bytes);
    std::vector<OutgoingTensor> tensors;
    for (const Numbers& one : file.numbers()) {
        const std::string quoted = ascii(one.path);
        tensors.push_back({nlohmann::json::parse(quoted).get<std::string>(), one.dtype, one.shape, one.data});
    }
    write_safetensors({{"attributes", ascii(file.attributes())}}, tensors, sink);
}

#else
bool hdf5_available() { return false; }
void plain_hdf5(std::string_view, ByteSink&) { throw Error(texts.without_hdf5); }
#endif

std::string plain_hdf5(std::string_view bytes) {
    struct StringSink final : ByteSink {
        void write(std::string_view more) override { bytes += more; }
        std::string bytes;
    } sink;
    plain_hdf5(bytes, sink);
    return std::move(sink.bytes);
}

}  // namespace convoscope::models::keras
