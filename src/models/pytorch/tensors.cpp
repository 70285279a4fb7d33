#include "models/pytorch/tensors.h"

#include "base/error.h"
#include "models/json_reader.h"
#include "models/pytorch/texts.h"

namespace convoscope::models::pytorch {
namespace {

constexpr int kMostWrappings = 4;  // a parameter of a subclass of tensors: two

/// A list of extents or strides; nothing when something in it is no whole number.
std::optional<std::vector<std::int64_t>> integers(const Pickle& pickle, Ref ref) {
    std::vector<std::int64_t> numbers;
    // torch.Size((2, 3)) is an object in some files, with the numbers as its first argument.
    if (const auto* object = pickle.as<Object>(ref))
        if (const auto& arguments = pickle.items(object->arguments); !arguments.empty()) ref = arguments[0];
    for (const Ref item : pickle.items(ref)) {
        const auto* number = pickle.as<std::int64_t>(item);
        if (!number) return std::nullopt;
        numbers.push_back(*number);
        if (numbers.size() > 64) return std::nullopt;
    }
    return numbers;
}

bool is_wrapper(std::string_view maker) {
    return maker == "torch._utils._rebuild_parameter" ||
           maker == "torch._utils._rebuild_parameter_with_state" || maker == "torch.nn.parameter.Parameter" ||
           maker == "torch.nn.parameter.Buffer";
}

}  // namespace

std::optional<Recipe> recipe_of(const Pickle& pickle, Ref ref) {
    for (int wrapping = 0; wrapping < kMostWrappings; ++wrapping) {
        const auto* object = pickle.as<Object>(ref);
        if (!object) return std::nullopt;
        std::string_view maker = pickle.name(object->callable);
        const std::vector<Ref>* arguments = &pickle.items(object->arguments);
        if (maker.starts_with("torch._tensor._rebuild_from_type") && arguments->size() >= 3) {
            maker = pickle.name((*arguments)[0]);  // (function, type, its arguments, state)
            arguments = &pickle.items((*arguments)[2]);
        }
        if (is_wrapper(maker) && !arguments->empty()) {
            ref = (*arguments)[0];
            continue;
        }
        if (!maker.starts_with("torch._utils._rebuild_")) return std::nullopt;
        Recipe recipe{maker, {}, false};
        const std::string_view function = maker.substr(sizeof "torch._utils." - 1);
        recipe.is_ordinary = arguments->size() >= 4 && arguments->size() <= 16 &&
                             (function == "_rebuild_tensor" || function == "_rebuild_tensor_v2" ||
                              function == "_rebuild_tensor_v3");
        if (recipe.is_ordinary) recipe.arguments = *arguments;
        return recipe;
    }
    return std::nullopt;
}

std::optional<RawTensor> TensorReader::raw(const std::string& name, const Recipe& recipe,
                                           std::string& kind) const {
    const auto id = storage_id(pickle_, recipe.arguments[0]);
    if (!id) throw Error(texts.damaged_tensor, one_line(name));
    kind = id->type;
    // Of version 3 the storage is untyped; the type is the seventh argument.
    if (recipe.maker.ends_with("_v3") && recipe.arguments.size() > 6)
        kind = pickle_.name(recipe.arguments[6]);
    const auto type = number_type(kind.substr(kind.rfind('.') + 1));
    if (!type) return std::nullopt;
    const auto* offset = pickle_.as<std::int64_t>(recipe.arguments[1]);
    const auto shape = integers(pickle_, recipe.arguments[2]);
    const auto strides = integers(pickle_, recipe.arguments[3]);
    const auto bytes = storages_.bytes(id->key);
    if (!offset || !shape || !strides || !bytes) throw Error(texts.damaged_tensor, one_line(name));
    RawTensor tensor{*type, storages_.big_endian, *bytes, *offset, *shape, *strides};
    if (id->part_count >= 0) {
        const std::size_t size = bytes_of(*type);
        const std::uint64_t all = bytes->size() / size;
        const auto begin = static_cast<std::uint64_t>(id->part_offset);
        const auto count = static_cast<std::uint64_t>(id->part_count);
        if (begin > all || count > all - begin) throw Error(texts.damaged_tensor, one_line(name));
        tensor.bytes = bytes->substr(begin * size, count * size);
    }
    return tensor;
}

void TensorReader::read(const std::string& name, Ref ref, NamedTensors& to, std::vector<Message>& skipped) {
    const auto recipe = recipe_of(pickle_, ref);
    if (!recipe) return;
    if (recipe->maker.ends_with("_rebuild_qtensor")) throw Error(texts.quantised, one_line(name));
    std::string kind(recipe->maker);
    std::optional<RawTensor> found;
    if (recipe->is_ordinary) found = raw(name, *recipe, kind);
    if (kind.find("QInt") != std::string::npos || kind.find("quint") != std::string::npos)
        throw Error(texts.quantised, one_line(name));
    if (!found) {
        skipped.emplace_back(texts.other_tensor, one_line(name), one_line(kind));
        return;
    }
    const auto count = count_of(found->shape);
    const std::uint64_t size = is_floating(found->type) ? sizeof(float) : sizeof(std::int64_t);
    if (!count) throw Error(texts.damaged_tensor, one_line(name));
    if (!budget_.spend(static_cast<std::uint64_t>(*count) * size + name.size() + sizeof(GraphTensor)))
        throw Error(texts.too_much, budget_.all());
    auto tensor = to_tensor(*found);
    if (!tensor) throw Error(texts.damaged_tensor, one_line(name));
    to.emplace_back(name, std::move(*tensor));
}

}  // namespace convoscope::models::pytorch
