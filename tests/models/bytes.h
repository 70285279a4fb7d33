#pragma once

#include <string>
#include <string_view>

#include "base/file.h"
#include "models/model_file.h"

/// Models as bytes in memory, to be spoilt.
namespace convoscope::test {

class StringSink final : public ByteSink {
  public:
    void write(std::string_view more) override { bytes += more; }
    std::string bytes;
};

inline std::string serialise_model(const nn::Model& model) {
    StringSink sink;
    models::write_model(model, sink);
    return sink.bytes;
}

inline nn::Model parse_model(std::string_view bytes, const std::string& origin) {
    MemorySource source(bytes);
    return models::read_model(source, origin);
}

}  // namespace convoscope::test
