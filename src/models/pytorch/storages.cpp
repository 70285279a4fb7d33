#include "models/pytorch/storages.h"

#include <algorithm>
#include <cstring>

#include "base/error.h"
#include "models/pytorch/texts.h"

namespace convoscope::models::pytorch {
namespace {

constexpr std::size_t kLongestName = 256;

std::string key_of(const Pickle& pickle, Ref ref) {
    if (const auto* number = pickle.as<std::int64_t>(ref)) return std::to_string(*number);
    return std::string(pickle.text(ref));
}

std::int64_t integer(const Pickle& pickle, Ref ref) {
    const auto* number = pickle.as<std::int64_t>(ref);
    return number && *number >= 0 ? *number : 0;
}

}  // namespace

std::optional<StorageId> storage_id(const Pickle& pickle, Ref ref) {
    const auto* persistent = pickle.as<PersistentId>(ref);
    if (!persistent) return std::nullopt;
    const auto& parts = pickle.items(persistent->id);
    if (parts.size() < 5 || pickle.text(parts[0]) != "storage") return std::nullopt;
    StorageId id;
    const std::string_view type = pickle.name(parts[1]);
    if (type.size() > kLongestName || pickle.text(parts[2]).size() > kLongestName) return std::nullopt;
    id.type = type.substr(type.rfind('.') + 1);
    id.key = key_of(pickle, parts[2]);
    id.count = integer(pickle, parts[4]);
    if (parts.size() > 5)
        if (const auto& part = pickle.items(parts[5]); part.size() == 3) {
            id.part_offset = integer(pickle, part[1]);
            id.part_count = integer(pickle, part[2]);
        }
    return id;
}

std::optional<NumberType> number_type(std::string_view name) {
    using enum NumberType;
    static constexpr struct {
        const char* storage;
        const char* dtype;
        NumberType type;
    } kTypes[] = {{"FloatStorage", "float32", Float32}, {"DoubleStorage", "float64", Float64},
                  {"HalfStorage", "float16", Float16},  {"BFloat16Storage", "bfloat16", BFloat16},
                  {"LongStorage", "int64", Int64},      {"IntStorage", "int32", Int32},
                  {"ShortStorage", "int16", Int16},     {"CharStorage", "int8", Int8},
                  {"ByteStorage", "uint8", UInt8},      {"BoolStorage", "bool", Bool},
                  {"UInt16Storage", "uint16", UInt16},  {"UInt32Storage", "uint32", UInt32},
                  {"UInt64Storage", "uint64", UInt64}};
    for (const auto& type : kTypes)
        if (name == type.storage || name == type.dtype) return type.type;
    return std::nullopt;
}

std::optional<std::string_view> ZipStorages::bytes(const std::string& key) {
    if (const auto found = unpacked_.find(key); found != unpacked_.end()) return found->second;
    const std::string name = folder_ + "data/" + key;
    if (!archive_.has(name)) return std::nullopt;
    std::string bytes = archive_.read(name, budget_.left());
    budget_.spend(bytes.size());
    return unpacked_[key] = std::move(bytes);
}

LegacyStorages::LegacyStorages(const Pickle& pickle, std::string_view rest) {
    std::map<std::string, std::size_t, std::less<>> sizes;
    for (Ref ref = 0; ref < pickle.values.size(); ++ref)
        if (const auto id = storage_id(pickle, ref))
            if (const auto type = number_type(id->type)) sizes[id->key] = bytes_of(*type);
    const Pickle keys = read_pickle(rest);
    rest.remove_prefix(keys.size);
    for (const Ref ref : keys.items(keys.root)) {
        const std::string key = key_of(keys, ref);
        const auto size = sizes.find(key);
        std::uint64_t count = 0;
        if (rest.size() < sizeof count) throw Error(texts.damaged_pickle);
        std::memcpy(&count, rest.data(), sizeof count);
        rest.remove_prefix(sizeof count);
        if (size == sizes.end()) break;  // of a kind whose size is not known: what follows is not found
        if (count > rest.size() / size->second) throw Error(texts.damaged_pickle);
        parts_[key] = rest.substr(0, count * size->second);
        rest.remove_prefix(count * size->second);
    }
}

std::optional<std::string_view> LegacyStorages::bytes(const std::string& key) {
    const auto found = parts_.find(key);
    return found == parts_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace convoscope::models::pytorch
