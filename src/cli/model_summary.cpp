#include "cli/model_summary.h"

#include <algorithm>

#include "cli/texts.h"
#include "models/architecture_json.h"
#include "nn/ops/operator.h"

namespace convoscope::cli {

std::int64_t multiplications(const nn::Architecture& architecture, int index) {
    const bool weighted = architecture.nodes[static_cast<std::size_t>(index)].op->is_weighted();
    return weighted ? nn::multiply_adds(architecture, index) : 0;
}

std::string words_of(const nn::Operator& op, Language language) {
    if (language != Language::English) return op.words.in(language);
    std::string name = op.name;
    std::ranges::replace(name, '_', ' ');
    return name;
}

Message words_of(nn::Activation activation) {
    if (activation == nn::Activation::Identity) return {};
    if (activation == nn::Activation::ScaledTanh) return texts.scaled_tanh;
    return Message::verbatim(models::name_of(activation));
}

}  // namespace convoscope::cli
