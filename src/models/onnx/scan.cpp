#include "models/onnx/scan.h"

#include <google/protobuf/io/coded_stream.h>

#include "base/error.h"
#include "models/onnx/texts.h"
#include "models/texts.h"

namespace convoscope::models::onnx {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::io::CodedInputStream;

/// A graph in an If in a graph has four.
constexpr int kMostLevels = 40;
/// Bytes that a part, which is a message or a string, has in the file on average. A graph without weights and
/// with the shortest names has fewer than four; it may, up to ten thousand nodes or so.
constexpr std::size_t kBytesPerPart = 4;
constexpr std::size_t kFreeParts = std::size_t{1} << 17;

enum WireType { kVarint = 0, kFixed64 = 1, kLengthDelimited = 2, kFixed32 = 5 };

class Scanner {
  public:
    explicit Scanner(std::string_view bytes)
        : stream_(reinterpret_cast<const std::uint8_t*>(bytes.data()), static_cast<int>(bytes.size())),
          left_(kFreeParts + bytes.size() / kBytesPerPart) {
        stream_.PushLimit(static_cast<int>(bytes.size()));
    }

    /// Up to the end of the message, of which nothing but its type is known.
    void message(const Descriptor* type, int level) {
        if (level > kMostLevels) throw Error(texts.crowded);
        while (const std::uint32_t tag = stream_.ReadTag())
            field(type ? type->FindFieldByNumber(static_cast<int>(tag >> 3)) : nullptr, tag & 7, level);
        if (!stream_.ConsumedEntireMessage()) damaged();
    }

  private:
    void field(const FieldDescriptor* known, std::uint32_t wire_type, int level) {
        std::uint64_t number = 0;
        std::uint32_t half = 0;
        switch (wire_type) {
            case kVarint:
                return check(stream_.ReadVarint64(&number));
            case kFixed64:
                return check(stream_.ReadLittleEndian64(&number));
            case kFixed32:
                return check(stream_.ReadLittleEndian32(&half));
            case kLengthDelimited:
                return part(known, level);
            default:
                damaged();  // ONNX has no groups
        }
    }

    void part(const FieldDescriptor* known, int level) {
        std::uint32_t length = 0;
        check(stream_.ReadVarint32(&length));
        const int rest = stream_.BytesUntilLimit();
        if (length > static_cast<std::uint32_t>(rest)) damaged();
        count();
        if (!known || known->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE)
            return check(stream_.Skip(static_cast<int>(length)));
        const auto limit = stream_.PushLimit(static_cast<int>(length));
        message(known->message_type(), level + 1);
        stream_.PopLimit(limit);
    }

    void count() {
        if (left_-- == 0) throw Error(texts.crowded);
    }
    static void check(bool fine) {
        if (!fine) damaged();
    }
    [[noreturn]] static void damaged() { throw Error(models::texts.copy_again, texts.not_whole); }

    CodedInputStream stream_;
    std::size_t left_;
};

}  // namespace

void scan(std::string_view bytes, const Descriptor* type) { Scanner(bytes).message(type, 0); }

}  // namespace convoscope::models::onnx
