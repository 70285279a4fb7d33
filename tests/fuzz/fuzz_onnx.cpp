#include "fuzz/fuzz.h"
#include "fuzz/networks.h"
#include "models/constants.h"
#include "models/onnx/reader.h"

namespace {

using namespace convoscope;

/// Computes what can be computed of the graph, as whoever makes a network of it does.
void evaluate_constants(models::Graph graph) {
    std::size_t numbers = 0;
    for (const models::GraphNode& node : graph.nodes) {
        std::vector<const models::GraphTensor*> inputs;
        bool known = true;
        for (const std::string& name : node.inputs) {
            const auto constant = graph.constants.find(name);
            known = known && (name.empty() || constant != graph.constants.end());
            inputs.push_back(constant == graph.constants.end() ? nullptr : &constant->second);
        }
        if (!known || node.outputs.empty() || numbers > models::kMostNewNumbers) continue;
        auto result = models::evaluate_constant(node, inputs, graph.opset);
        if (!result) continue;
        numbers += result->size();
        graph.constants[node.outputs[0]] = std::move(*result);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    return fuzz::read_or_refuse([&] {
        const models::ForeignFile file = models::read_onnx(fuzz::file_of(data, size));
        evaluate_constants(std::get<models::Graph>(file.content));
        fuzz::make_networks(file);
    });
}
