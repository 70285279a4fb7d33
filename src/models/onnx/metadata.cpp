#include "models/onnx/metadata.h"

#include "models/class_names.h"

namespace convoscope::models::onnx {
namespace {

constexpr const char* kClasses[] = {"classes", "class_names", "names", "labels", "label_names", "id2label"};

}  // namespace

void read_metadata(const ::onnx::ModelProto& model, ForeignFile& file) {
    for (const auto& entry : model.metadata_props()) {
        if (entry.key() == "convoscope") file.options = entry.value();
        for (const char* key : kClasses)
            if (entry.key() == key && file.classes.empty()) file.classes = parse_class_names(entry.value());
    }
}

}  // namespace convoscope::models::onnx
