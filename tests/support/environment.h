#pragma once

#include <cstdlib>
#include <optional>
#include <string>

namespace convoscope::test {

/// Sets an environment variable, or unsets it (nullopt), and puts it back as it was at the end.
class SetVariable {
  public:
    SetVariable(std::string name, const std::optional<std::string>& value) : name_(std::move(name)) {
        if (const char* before = std::getenv(name_.c_str())) before_ = before;
        put(value);
    }
    ~SetVariable() { put(before_); }
    SetVariable(const SetVariable&) = delete;
    SetVariable& operator=(const SetVariable&) = delete;

  private:
    void put(const std::optional<std::string>& value) const {
        if (value)
            setenv(name_.c_str(), value->c_str(), 1);
        else
            unsetenv(name_.c_str());
    }

    std::string name_;
    std::optional<std::string> before_;
};

}  // namespace convoscope::test
