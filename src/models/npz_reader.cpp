#include "models/npz_reader.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstring>
#include <optional>

#include "base/error.h"
#include "models/archive.h"
#include "models/json_reader.h"
#include "models/raw_tensor.h"
#include "models/texts.h"

namespace convoscope::models {
namespace {

constexpr std::string_view kMagic("\x93NUMPY", 6);
constexpr std::size_t kMostAxes = 32;  // NumPy's limit

struct Header {
    std::string type;  ///< "<f4"
    bool fortran = false;
    std::vector<std::int64_t> shape;
};

/// Reads the dictionary that NumPy writes, and nothing else that Python would read.
class HeaderReader {
  public:
    explicit HeaderReader(std::string_view text) : text_(text) {}

    /// Nothing when it is no such header.
    std::optional<Header> run() {
        Header header;
        int found = 0;
        if (!eat('{')) return std::nullopt;
        while (!eat('}')) {
            const auto key = quoted();
            if (!key || !eat(':')) return std::nullopt;
            if (!value(*key, header)) return std::nullopt;
            ++found;
            eat(',');
        }
        return found == 3 ? std::optional(header) : std::nullopt;
    }

  private:
    void skip_blanks() {
        while (!text_.empty() && (text_[0] == ' ' || text_[0] == '\n')) text_.remove_prefix(1);
    }
    bool eat(char c) {
        skip_blanks();
        if (!text_.starts_with(c)) return false;
        text_.remove_prefix(1);
        return true;
    }
    bool eat(std::string_view word) {
        skip_blanks();
        if (!text_.starts_with(word)) return false;
        text_.remove_prefix(word.size());
        return true;
    }
    std::optional<std::string> quoted() {
        skip_blanks();
        const char quote = text_.empty() ? '\0' : text_[0];
        if (quote != '\'' && quote != '"') return std::nullopt;
        const std::size_t end = text_.find(quote, 1);
        if (end == std::string_view::npos) return std::nullopt;
        std::string word(text_.substr(1, end - 1));
        text_.remove_prefix(end + 1);
        return word;
    }
    bool value(const std::string& key, Header& header) {
        if (key == "descr") {
            // A list describes a record's fields: no plain numbers.
            if (text_.find('[') < text_.find("'fortran_order'") && !text_.starts_with(" '")) {
                header.type = "V";
                return skip_list();
            }
            const auto type = quoted();
            if (type) header.type = *type;
            return type.has_value();
        }
        if (key == "fortran_order") {
            header.fortran = eat("True");
            return header.fortran || eat("False");
        }
        return key == "shape" && shape(header.shape);
    }
    bool skip_list() {
        const std::size_t end = text_.find(']');
        if (end == std::string_view::npos) return false;
        text_.remove_prefix(end + 1);
        return true;
    }
    bool shape(std::vector<std::int64_t>& to) {
        if (!eat('(')) return false;
        while (!eat(')')) {
            skip_blanks();
            std::int64_t extent = 0;
            const auto [end, error] = std::from_chars(text_.data(), text_.data() + text_.size(), extent);
            if (error != std::errc() || to.size() >= kMostAxes) return false;
            text_.remove_prefix(static_cast<std::size_t>(end - text_.data()));
            eat('L');  // Python 2 wrote (3L, 4L)
            to.push_back(extent);
            eat(',');
        }
        return true;
    }

    std::string_view text_;
};

std::optional<NumberType> number_type(std::string_view type) {
    using enum NumberType;
    static constexpr struct {
        const char* name;
        NumberType type;
    } kTypes[] = {{"f2", Float16}, {"f4", Float32}, {"f8", Float64}, {"i1", Int8},
                  {"i2", Int16},   {"i4", Int32},   {"i8", Int64},   {"u1", UInt8},
                  {"u2", UInt16},  {"u4", UInt32},  {"u8", UInt64},  {"b1", Bool}};
    for (const auto& known : kTypes)
        if (type == known.name) return known.type;
    return std::nullopt;
}

[[noreturn]] void damaged(const Message& what) {
    throw Error(texts.copy_again, Message(texts.damaged_array, what));
}

/// The header's text; `bytes` begin with the numbers afterwards.
std::string_view take_header(std::string_view& bytes, const Message& what) {
    if (!bytes.starts_with(kMagic) || bytes.size() < kMagic.size() + 4) damaged(what);
    const std::size_t width = bytes[kMagic.size()] == 1 ? 2 : 4;
    bytes.remove_prefix(kMagic.size() + 2);
    if (bytes.size() < width) damaged(what);
    std::uint32_t length = 0;
    std::memcpy(&length, bytes.data(), width);
    bytes.remove_prefix(width);
    if (length > bytes.size()) damaged(what);
    const std::string_view header = bytes.substr(0, length);
    bytes.remove_prefix(length);
    return header;
}

/// Nothing when its numbers are of a kind that networks do not have.
std::optional<GraphTensor> read_array(std::string_view bytes, const std::string& name, Budget& budget) {
    const Message what(texts.array, one_line(name));
    const auto header = HeaderReader(take_header(bytes, what)).run();
    if (!header) damaged(what);
    if (header->type.find('O') != std::string::npos) throw Error(texts.object_array, what);
    if (header->type.empty()) damaged(what);
    const auto type = number_type(std::string_view(header->type).substr(1));
    if (!type) return std::nullopt;
    const auto strides = strides_of(header->shape, header->fortran);
    if (!strides) damaged(what);
    const auto count = static_cast<std::uint64_t>(*count_of(header->shape));
    if (!budget.spend(count * (is_floating(*type) ? sizeof(float) : sizeof(std::int64_t))))
        throw Error(texts.unpacks_too_large, one_line(name), budget.all());
    auto tensor = to_tensor({*type, header->type[0] == '>', bytes, 0, header->shape, *strides});
    if (!tensor) damaged(what);
    return tensor;
}

}  // namespace

bool is_numpy(std::string_view bytes) {
    if (bytes.starts_with(kMagic)) return true;
    if (!Archive::begins_like_one(bytes) || !Archive::available()) return false;
    try {
        const Archive archive(bytes);
        return !archive.names().empty() && std::ranges::all_of(archive.names(), [](const std::string& name) {
            return name.ends_with(".npy");
        });
    } catch (const Error&) {
        return false;
    }
}

ForeignFile read_numpy(ForeignBytes file) {
    const std::string bytes = std::move(file.bytes);
    Budget budget(bytes.size());
    ForeignFile result;
    Weights weights;
    const auto add = [&](const std::string& name, std::string_view array) {
        if (auto tensor = read_array(array, name, budget))
            weights.tensors.emplace_back(name, std::move(*tensor));
        else
            result.skipped.emplace_back(texts.no_numbers, one_line(name));
    };
    if (bytes.starts_with(kMagic)) {
        result.format = "NumPy .npy";
        add(file.name.substr(0, file.name.rfind(".npy")), bytes);
    } else {
        result.format = "NumPy .npz";
        const Archive archive(bytes);
        for (const std::string& name : archive.names()) {
            if (!name.ends_with(".npy")) continue;
            const std::string array = archive.read(name, budget.left());
            budget.spend(array.size());
            add(name.substr(0, name.size() - 4), array);
        }
    }
    if (weights.tensors.empty()) throw Error(texts.no_arrays);
    result.content = std::move(weights);
    return result;
}

}  // namespace convoscope::models
