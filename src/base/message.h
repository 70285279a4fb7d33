#pragma once

#include <filesystem>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/text.h"

namespace convoscope {

/// A text with what goes into its placeholders, not yet in any language: what an error carries, what a notice
/// says. An argument is a string, a path, a whole number, a Text, or a Message again. Numbers with decimals
/// are formatted by the one who knows how many (base/number.h).
class Message {
  public:
    Message() : Message(std::string()) {}
    template <typename... Arguments>
    Message(const Text& text, const Arguments&... arguments)
        : text_(text), arguments_{argument(arguments)...} {}

    /// What is the same in every language: a name, a number, what the system said.
    static Message verbatim(std::string words) { return Message(std::move(words)); }

    bool empty() const { return text_.english == nullptr && words_.empty(); }
    /// {0} is the first argument; {{ and }} are braces. A placeholder without an argument stays as it is.
    std::string in(Language language) const;

    bool operator==(const Message&) const = default;

  private:
    explicit Message(std::string words) : text_(nullptr, nullptr), words_(std::move(words)) {}

    static Message argument(const Message& message) { return message; }
    static Message argument(const Text& text) { return Message(text); }
    static Message argument(const std::filesystem::path& path) { return Message(path.string()); }
    template <typename Value>
    static Message argument(const Value& value) {
        static_assert(!std::is_floating_point_v<Value>, "say how many decimals: base/number.h");
        if constexpr (std::is_integral_v<Value>)
            return Message(std::to_string(value));
        else
            return Message(std::string(value));
    }

    Text text_;
    std::string words_;
    std::vector<Message> arguments_;
};

}  // namespace convoscope
