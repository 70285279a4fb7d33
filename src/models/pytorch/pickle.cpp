#include "models/pytorch/pickle.h"

#include <array>

#include "base/error.h"
#include "models/pytorch/pickle_machine.h"
#include "models/pytorch/texts.h"

namespace convoscope::models::pytorch {
namespace {

using Kind = Sequence::Kind;
using Act = void (*)(Machine&);

struct Opcode {
    unsigned char code;
    Act act;
};
constexpr Opcode kOpcodes[] = {
    {'N', [](Machine& m) { m.push(kNone); }},
    {0x88, [](Machine& m) { m.push(kTrue); }},
    {0x89, [](Machine& m) { m.push(kFalse); }},
    {'J', [](Machine& m) { m.push_integer(static_cast<std::int32_t>(m.number(4))); }},
    {'K', [](Machine& m) { m.push_integer(static_cast<std::int64_t>(m.number(1))); }},
    {'M', [](Machine& m) { m.push_integer(static_cast<std::int64_t>(m.number(2))); }},
    {0x8a, [](Machine& m) { m.push_long(m.take(m.number(1))); }},
    {0x8b, [](Machine& m) { m.push_long(m.take(m.number(4))); }},
    {'G', [](Machine& m) { m.push_double(); }},

    {0x8c, [](Machine& m) { m.push_characters(m.number(1), false); }},  // SHORT_BINUNICODE
    {'X', [](Machine& m) { m.push_characters(m.number(4), false); }},
    {0x8d, [](Machine& m) { m.push_characters(m.number(8), false); }},  // BINUNICODE8
    {'U', [](Machine& m) { m.push_characters(m.number(1), false); }},   // SHORT_BINSTRING: a str of Python 2
    {'T', [](Machine& m) { m.push_characters(m.number(4), false); }},
    {'C', [](Machine& m) { m.push_characters(m.number(1), true); }},  // SHORT_BINBYTES
    {'B', [](Machine& m) { m.push_characters(m.number(4), true); }},
    {0x8e, [](Machine& m) { m.push_characters(m.number(8), true); }},  // BINBYTES8
    {0x96, [](Machine& m) { m.push_characters(m.number(8), true); }},  // BYTEARRAY8

    {')', [](Machine& m) { m.push(kEmptyTuple); }},
    {']', [](Machine& m) { m.push_sequence(Kind::List, {}); }},
    {'}', [](Machine& m) { m.push(Dictionary{}); }},
    {0x8f, [](Machine& m) { m.push_sequence(Kind::Set, {}); }},
    {0x85, [](Machine& m) { m.push_sequence(Kind::Tuple, m.pop_count(1)); }},
    {0x86, [](Machine& m) { m.push_sequence(Kind::Tuple, m.pop_count(2)); }},
    {0x87, [](Machine& m) { m.push_sequence(Kind::Tuple, m.pop_count(3)); }},
    {'t', [](Machine& m) { m.push_sequence(Kind::Tuple, m.pop_to_mark()); }},
    {'l', [](Machine& m) { m.push_sequence(Kind::List, m.pop_to_mark()); }},
    {0x91, [](Machine& m) { m.push_sequence(Kind::Set, m.pop_to_mark()); }},  // FROZENSET
    {'d', [](Machine& m) { m.push_dictionary(m.pop_to_mark()); }},
    {'a', [](Machine& m) { m.append(m.pop_count(1)); }},
    {'e', [](Machine& m) { m.append(m.pop_to_mark()); }},
    {0x90, [](Machine& m) { m.append(m.pop_to_mark()); }},  // ADDITEMS
    {'s', [](Machine& m) { m.set_items(m.pop_count(2)); }},
    {'u', [](Machine& m) { m.set_items(m.pop_to_mark()); }},

    {0x80, [](Machine& m) { m.take(1); }},  // PROTO: a protocol beyond us has opcodes that we do not know
    {0x95, [](Machine& m) { m.take(8); }},  // FRAME: only says how much to read at once
    {'(', [](Machine& m) { m.mark(); }},
    {'0', [](Machine& m) { m.discard(); }},
    {'1', [](Machine& m) { m.pop_to_mark(); }},
    {'2', [](Machine& m) { m.push(m.top()); }},
    {0x94, [](Machine& m) { m.remember(m.remembered()); }},
    {'q', [](Machine& m) { m.remember(m.number(1)); }},
    {'r', [](Machine& m) { m.remember(m.number(4)); }},
    {'h', [](Machine& m) { m.recall(m.number(1)); }},
    {'j', [](Machine& m) { m.recall(m.number(4)); }},

    {'c', [](Machine& m) { m.global(); }},
    {0x93, [](Machine& m) { m.stack_global(); }},
    {'R', [](Machine& m) { m.call(); }},            // REDUCE
    {0x81, [](Machine& m) { m.call(); }},           // NEWOBJ
    {0x92, [](Machine& m) { m.pop(), m.call(); }},  // NEWOBJ_EX: arguments by name are not looked at
    {'o', [](Machine& m) { m.object_from_mark(); }},
    {'b', [](Machine& m) { m.build(); }},
    {'Q', [](Machine& m) { m.push(PersistentId{m.pop()}); }},
};

constexpr std::array<Act, 256> kActs = [] {
    std::array<Act, 256> acts{};
    for (const Opcode& opcode : kOpcodes) acts[opcode.code] = opcode.act;
    return acts;
}();
constexpr unsigned char kStop = '.';

}  // namespace

Pickle read_pickle(std::string_view bytes) {
    Machine machine(bytes);
    for (;;) {
        const auto code = static_cast<unsigned char>(machine.take(1)[0]);
        if (code == kStop) return machine.finish();
        if (!kActs[code]) throw Error(texts.unknown_opcode, static_cast<int>(code));
        kActs[code](machine);
    }
}

std::string_view Pickle::text(Ref ref) const {
    const auto* characters = as<Characters>(ref);
    return characters ? characters->text : std::string_view();
}

std::string_view Pickle::name(Ref ref) const {
    if (const auto* global = as<Global>(ref)) return global->name;
    // The legacy format wraps classes of modules: ("module", class, source file, source).
    if (const auto* persistent = as<PersistentId>(ref)) {
        const auto& parts = items(persistent->id);
        if (parts.size() >= 2 && text(parts[0]) == "module")
            if (const auto* global = as<Global>(parts[1])) return global->name;
    }
    return {};
}

std::string_view Pickle::maker(Ref ref) const {
    const auto* object = as<Object>(ref);
    return object ? name(object->callable) : std::string_view();
}

const std::vector<Ref>& Pickle::items(Ref ref) const {
    static const std::vector<Ref> none;
    const auto* sequence = as<Sequence>(ref);
    return sequence ? sequence->items : none;
}

const Entries& Pickle::entries(Ref ref) const {
    static const Entries none;
    if (const auto* dictionary = as<Dictionary>(ref)) return dictionary->entries;
    const auto* object = as<Object>(ref);
    return object ? object->entries : none;
}

const Ref* Pickle::find(Ref dictionary, std::string_view key) const {
    const Ref* found = nullptr;  // the last one counts
    for (const auto& [name, value] : entries(dictionary))
        if (as<Characters>(name) && text(name) == key) found = &value;
    return found;
}

}  // namespace convoscope::models::pytorch
