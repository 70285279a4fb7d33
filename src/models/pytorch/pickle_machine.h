#pragma once

#include <algorithm>
#include <bit>
#include <cstring>
#include <string>
#include <unordered_map>
#include <utility>

#include "base/error.h"
#include "models/pytorch/pickle.h"
#include "models/pytorch/texts.h"

/// The stack machine that pickles are written for; pickle.cpp says which opcode does what.
namespace convoscope::models::pytorch {

inline constexpr std::size_t kMostValues = 2'000'000;

/// Values that are made once and shared, since a byte is enough to ask for one.
enum Common : Ref { kNone, kTrue, kFalse, kEmptyTuple, kCommonCount };

[[noreturn]] inline void damaged() { throw Error(texts.damaged_pickle); }

class Machine {
  public:
    explicit Machine(std::string_view bytes) : bytes_(bytes) {
        values().reserve(std::min<std::size_t>(bytes.size(), 1024));
        values().emplace_back();
        values().emplace_back(true);
        values().emplace_back(false);
        values().emplace_back(Sequence{Sequence::Kind::Tuple, {}});
    }

    // Bytes
    std::string_view take(std::uint64_t count) {
        if (count > bytes_.size() - at_) damaged();
        const std::string_view taken = bytes_.substr(at_, count);
        at_ += count;
        return taken;
    }
    std::uint64_t number(std::size_t width) {
        std::uint64_t result = 0;
        std::memcpy(&result, take(width).data(), width);
        return result;
    }
    std::string_view line() {
        const std::size_t end = bytes_.find('\n', at_);
        if (end == std::string_view::npos) damaged();
        const std::string_view taken = bytes_.substr(at_, end - at_);
        at_ = end + 1;
        return taken;
    }

    // The stack
    void push(Ref ref) { stack_.push_back(ref); }
    void push(Value value) {
        if (values().size() >= kMostValues) throw Error(texts.pickle_too_large, kMostValues);
        values().push_back(std::move(value));
        push(static_cast<Ref>(values().size() - 1));
    }
    std::size_t floor() const { return marks_.empty() ? 0 : marks_.back(); }
    Ref pop() {
        if (stack_.size() <= floor()) damaged();
        const Ref ref = stack_.back();
        stack_.pop_back();
        return ref;
    }
    Ref top() const {
        if (stack_.size() <= floor()) damaged();
        return stack_.back();
    }
    /// All above the last mark, which goes too.
    std::vector<Ref> pop_to_mark() {
        if (marks_.empty()) damaged();
        const auto begin = stack_.begin() + static_cast<std::ptrdiff_t>(marks_.back());
        std::vector<Ref> items(begin, stack_.end());
        stack_.erase(begin, stack_.end());
        marks_.pop_back();
        return items;
    }
    std::vector<Ref> pop_count(std::size_t count) {
        std::vector<Ref> items(count);
        for (std::size_t i = count; i-- > 0;) items[i] = pop();
        return items;
    }

    // What opcodes make
    void push_sequence(Sequence::Kind kind, std::vector<Ref> items) {
        if (kind == Sequence::Kind::Tuple && items.empty())
            push(kEmptyTuple);
        else
            push(Sequence{kind, std::move(items)});
    }
    void push_characters(std::uint64_t length, bool is_bytes) { push(Characters{take(length), is_bytes}); }
    void push_long(std::string_view bytes) {
        if (bytes.size() > sizeof(std::int64_t)) return push(LongNumber{bytes});
        const bool negative = !bytes.empty() && (bytes.back() & 0x80) != 0;
        std::uint64_t result = negative ? ~std::uint64_t{0} : 0;
        std::memcpy(&result, bytes.data(), bytes.size());
        push_integer(static_cast<std::int64_t>(result));
    }
    void push_integer(std::int64_t integer) { push(Value(integer)); }
    void push_double() {
        std::uint64_t big_endian = number(8);
        std::uint64_t bits = 0;
        for (int byte = 0; byte < 8; ++byte, big_endian >>= 8) bits = bits << 8 | (big_endian & 255);
        push(Value(std::bit_cast<double>(bits)));
    }
    void push_dictionary(const std::vector<Ref>& items) {
        Dictionary dictionary;
        append_pairs(dictionary.entries, items);
        push(std::move(dictionary));
    }
    static void append_pairs(Entries& entries, const std::vector<Ref>& items) {
        if (items.size() % 2 != 0) damaged();
        for (std::size_t i = 0; i < items.size(); i += 2) entries.emplace_back(items[i], items[i + 1]);
    }
    void append(const std::vector<Ref>& items) {
        Value& to = values()[top()];
        std::vector<Ref>* list = nullptr;
        if (auto* sequence = std::get_if<Sequence>(&to); sequence && sequence->kind != Sequence::Kind::Tuple)
            list = &sequence->items;
        if (auto* object = std::get_if<Object>(&to)) list = &object->items;
        if (!list) damaged();
        list->insert(list->end(), items.begin(), items.end());
    }
    void set_items(const std::vector<Ref>& items) {
        Value& to = values()[top()];
        if (auto* dictionary = std::get_if<Dictionary>(&to)) return append_pairs(dictionary->entries, items);
        if (auto* object = std::get_if<Object>(&to)) return append_pairs(object->entries, items);
        damaged();
    }
    void call() {
        const Ref arguments = pop();
        const Ref callable = pop();
        push(Object{callable, arguments, kNone, {}, {}});
        if (pickle_.name(callable) == "collections.OrderedDict") spread(arguments);
    }
    /// Python 2 made an OrderedDict of a list of pairs.
    void spread(Ref arguments) {
        const auto& outer = pickle_.items(arguments);
        if (outer.empty()) return;
        auto& entries = std::get<Object>(values().back()).entries;
        for (const Ref pair : pickle_.items(outer[0])) {
            const auto& parts = pickle_.items(pair);
            if (parts.size() != 2) damaged();
            if (++spread_ > kMostValues) throw Error(texts.pickle_too_large, kMostValues);
            entries.emplace_back(parts[0], parts[1]);
        }
    }
    void build() {
        const Ref state = pop();
        if (auto* object = std::get_if<Object>(&values()[top()])) object->state = state;
    }
    void stack_global() {
        const Ref name = pop();
        const Ref module = pop();
        push(Global{std::string(pickle_.text(module)) + "." + std::string(pickle_.text(name))});
    }
    void object_from_mark() {
        std::vector<Ref> items = pop_to_mark();
        if (items.empty()) damaged();
        const Ref callable = items.front();
        items.erase(items.begin());
        push_sequence(Sequence::Kind::Tuple, std::move(items));
        const Ref arguments = pop();
        push(Object{callable, arguments, kNone, {}, {}});
    }
    void global() {
        const std::string module(line());
        push(Global{module + "." + std::string(line())});
    }
    void remember(std::uint64_t index) { memo_[index] = top(); }
    void recall(std::uint64_t index) {
        const auto found = memo_.find(index);
        if (found == memo_.end()) damaged();
        push(found->second);
    }

    void discard() {
        if (!marks_.empty() && stack_.size() == marks_.back())
            marks_.pop_back();
        else
            pop();
    }
    void mark() { marks_.push_back(stack_.size()); }
    std::size_t remembered() const { return memo_.size(); }
    Pickle finish() {
        pickle_.root = pop();
        pickle_.size = at_;
        return std::move(pickle_);
    }

  private:
    std::vector<Value>& values() { return pickle_.values; }

    std::string_view bytes_;
    std::size_t at_ = 0;
    std::vector<Ref> stack_;
    std::vector<std::size_t> marks_;
    std::unordered_map<std::uint64_t, Ref> memo_;
    std::size_t spread_ = 0;  ///< entries that were copied out of arguments
    Pickle pickle_;
};

}  // namespace convoscope::models::pytorch
