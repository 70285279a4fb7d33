#include "models/onnx/functions.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>
#include <google/protobuf/unknown_field_set.h>

#include "base/error.h"
#include "models/json_reader.h"
#include "models/onnx/attributes.h"
#include "models/onnx/scan.h"
#include "models/onnx/texts.h"
#include "models/texts.h"

namespace convoscope::models::onnx {
namespace {

using google::protobuf::UnknownField;
using ::onnx::AttributeProto;
using ::onnx::FunctionProto;

/// FunctionProto's attribute_proto, of ONNX 1.14: an older schema keeps it as a field that it does not know.
constexpr int kDefaults = 11;

/// Calls use(AttributeProto&) for each.
template <class Use>
void each_default(const FunctionProto& function, Use use) {
    const google::protobuf::Reflection& reflection = *function.GetReflection();
    if (const auto* field = FunctionProto::descriptor()->FindFieldByNumber(kDefaults)) {
        for (int i = 0; i < reflection.FieldSize(function, field); ++i) {
            AttributeProto attribute;
            attribute.CopyFrom(reflection.GetRepeatedMessage(function, field, i));
            use(attribute);
        }
        return;
    }
    const google::protobuf::UnknownFieldSet& unknown = reflection.GetUnknownFields(function);
    for (int i = 0; i < unknown.field_count(); ++i) {
        const UnknownField& field = unknown.field(i);
        if (field.number() != kDefaults || field.type() != UnknownField::TYPE_LENGTH_DELIMITED) continue;
        scan(field.length_delimited(), AttributeProto::descriptor());
        AttributeProto attribute;
        if (!attribute.ParseFromString(field.length_delimited()))
            throw Error(models::texts.copy_again, texts.not_whole);
        use(attribute);
    }
}

}  // namespace

Functions::Functions(::onnx::ModelProto& model, DataFiles& files) {
    for (FunctionProto& proto : *model.mutable_functions()) {
        const std::string name = one_line(proto.name());
        const auto [place, is_new] =
            functions_.emplace(key(proto.domain(), proto.name()), Function{&proto, {}});
        if (!is_new) throw Error(texts.damaged, Message(texts.function_twice, name));
        Function& function = place->second;
        each_default(proto, [&](AttributeProto& attribute) {
            function.defaults.emplace(attribute.name(),
                                      take_attribute(attribute, files, Message(texts.function, name)));
        });
    }
}

const Function* Functions::called_by(const ::onnx::NodeProto& node) const {
    const auto found = functions_.find(key(node.domain(), node.op_type()));
    return found == functions_.end() ? nullptr : &found->second;
}

}  // namespace convoscope::models::onnx
