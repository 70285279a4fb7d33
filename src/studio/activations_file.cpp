#include "studio/activations_file.h"

#include <utility>

namespace convoscope::studio {

void save_activations(const nn::Model& model, const nn::Workspace& workspace,
                      const std::filesystem::path& path, std::vector<data::NpzArray> more) {
    std::vector<data::NpzArray> arrays = std::move(more);
    const std::vector<nn::Node>& nodes = model.architecture.nodes;
    for (std::size_t index = 0; index < nodes.size(); ++index) {
        const nn::Node& node = nodes[index];
        const nn::Shape& output = node.output;
        const std::vector<int> shape = output.is_flat()
                                           ? std::vector<int>{output.channels}
                                           : std::vector<int>{output.channels, output.height, output.width};
        if (!node.inputs.empty())
            arrays.push_back({node.name + ".pre", shape, workspace.pre_activations(static_cast<int>(index))});
        arrays.push_back({node.name, shape, workspace.activations(static_cast<int>(index))});
    }
    data::write_npz(path, arrays);
}

}  // namespace convoscope::studio
