#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

/// Reading Python's pickles as data. Nothing in one is ever run: a pickle is a program for a stack machine
/// (https://docs.python.org/3/library/pickletools.html), and where it asks to import or to call something,
/// that wish is written down and that is all.
namespace convoscope::models::pytorch {

/// A place in Pickle::values. Values that a pickle shares are shared, so they may form a graph, even with
/// circles: whoever walks through it counts its steps.
using Ref = std::uint32_t;

/// A number of more than 64 bits: little-endian, two's complement.
struct LongNumber {
    std::string_view bytes;
};
struct Characters {
    std::string_view text;
    bool is_bytes = false;  ///< Python's bytes, not its str
};
struct Sequence {
    enum class Kind { List, Tuple, Set } kind;
    std::vector<Ref> items;
};
/// In the order in which it was filled; a key may come twice.
using Entries = std::vector<std::pair<Ref, Ref>>;
struct Dictionary {
    Entries entries;
};
/// What Python would import: "torch._utils._rebuild_tensor_v2".
struct Global {
    std::string name;
};
/// What Python would make by a call: what would be called and with what, and what would be put into it.
struct Object {
    Ref callable = 0;
    Ref arguments = 0;
    Ref state = 0;           ///< 0, which is None, where there is none
    std::vector<Ref> items;  ///< appended to it
    Entries entries;         ///< set in it: those of an OrderedDict
};
/// What lies outside the pickle, called by this.
struct PersistentId {
    Ref id;
};

/// monostate: None.
using Value = std::variant<std::monostate, bool, std::int64_t, double, Characters, LongNumber, Sequence,
                           Dictionary, Global, Object, PersistentId>;

struct Pickle {
    std::vector<Value> values;  ///< the first is None
    Ref root = 0;
    std::size_t size = 0;  ///< of the pickle, in bytes

    const Value& operator[](Ref ref) const { return values[ref]; }
    template <typename T>
    const T* as(Ref ref) const {
        return std::get_if<T>(&values[ref]);
    }
    /// Text of a str (or bytes); empty when it is none.
    std::string_view text(Ref ref) const;
    /// Name of a Global, or of the class that a persistent id of a module brings; empty when it is none.
    std::string_view name(Ref ref) const;
    /// Name of what an object was made by; empty when it is no object.
    std::string_view maker(Ref ref) const;
    /// Items of a list, tuple or set; nothing when it is none.
    const std::vector<Ref>& items(Ref ref) const;
    /// Entries of a dictionary, or of an object that has some (an OrderedDict).
    const Entries& entries(Ref ref) const;
    /// The value under a text in a dictionary; nothing when it is not there.
    const Ref* find(Ref dictionary, std::string_view key) const;
};

/// The pickle at the beginning of `bytes`, protocols 2 to 5 as they are written for data. It takes no more
/// than a stated multiple of its bytes: some two hundred bytes for each, and two million values at most.
/// @param bytes  outlive it
/// @throws Error when it is cut short, damaged, or uses what data does not need
Pickle read_pickle(std::string_view bytes);
Pickle read_pickle(std::string&& bytes) = delete;  // they would be gone

}  // namespace convoscope::models::pytorch
