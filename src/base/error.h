#pragma once

#include <stdexcept>
#include <string>
#include <utility>

#include "base/message.h"

namespace convoscope {

/// Something that the user can put right: a bad file, a wrong option, a missing display. One line for them:
/// what failed, on which file, why, and what to do. It carries the text and its arguments and is put into
/// words at the top, where the language is known; what() is the English of it. Our own mistakes are asserts,
/// not Errors; nothing throws inside a frame.
class Error : public std::runtime_error {
  public:
    explicit Error(Message message)
        : std::runtime_error(message.in(Language::English)), message_(std::move(message)) {}
    template <typename... Arguments>
    explicit Error(const Text& text, const Arguments&... arguments) : Error(Message(text, arguments...)) {}

    const Message& message() const { return message_; }
    std::string in(Language language) const { return message_.in(language); }

  private:
    Message message_;
};

}  // namespace convoscope
