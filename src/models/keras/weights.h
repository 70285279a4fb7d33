#pragma once

#include <functional>
#include <string>
#include <vector>

#include "models/graph.h"
#include "models/keras/config.h"
#include "models/keras/content.h"

namespace convoscope::models::keras {

/// A weight of a layer: its shape, and its numbers when they are asked for.
struct Weight {
    std::vector<std::int64_t> shape;
    std::function<GraphTensor()> read;
};

/// Where a layer stands: in which network, its own name and that network's last.
struct Place {
    const Network* network;
    const Layer* layer;
};
using Path = std::vector<Place>;

/// Finds a layer's weights in the file, in the order in which Keras has them: kernel, bias; gamma, beta,
/// moving mean, moving variance. None, where the file has none for it. What is read altogether is at most 16
/// times what the file holds, and a mebibyte, however many layers name the same weights; an Error else.
using WeightsOf = std::function<std::vector<Weight>(const Path&)>;

/// Those of an .h5 file: a group a layer of the outermost network, whose attribute weight_names lists them.
/// @param content  outlives it
WeightsOf weights_of_h5(const Content& content);

/// Those of a .keras file's model.weights.h5: a group a layer, "layers/conv2d_1/vars/0", called by the snake
/// case of its class with the number of the layer among those of its class; before Keras 3
/// "_layer_checkpoint_dependencies" instead of "layers", and numbers are left out there.
WeightsOf weights_of_store(const Content& content);

/// How often a name of the file's may be looked at to find whose weights it means: thousands of layers and as
/// many names would else take minutes.
class Looks {
  public:
    /// @throws Error when there were too many
    void take(std::size_t count);

  private:
    std::size_t left_ = 4'000'000;
};

/// Of weights with names like "sequential/conv2d/kernel:0" those that belong to the layer, as indices.
std::vector<std::size_t> belonging_to(const Path& path, const std::vector<std::string>& names, Looks& looks);

/// "Conv2D" -> "conv2d", "PReLU" -> "p_re_lu": as Keras makes it.
std::string snake_case(const std::string& class_name);

}  // namespace convoscope::models::keras
