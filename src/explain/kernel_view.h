#pragma once

#include <memory>
#include <vector>

#include "explain/unit_gradient.h"
#include "nn/receptive_field.h"

namespace convoscope::explain {

/// A unit's weights seen through the layers before it: what each pixel would count if all layers were linear.
struct KernelView {
    nn::Field field;             ///< the unit's receptive field among the input's pixels
    std::vector<float> weights;  ///< input's channels x rows x columns of the field
};

/// The network with non-linearities and pools taken as passing everything on: they and local response norms,
/// softmaxes, quantisations are left out, and a max pool is the mean of what it has in its window. What is
/// left is one linear map from the input to each unit, the product of the layers' matrices (of stacked
/// convolutions the convolution of their kernels, padding and strides included); a view is its row.
///
/// What it does not say: when the unit is on. A real unit adds up only what the ReLUs before it let through,
/// and one pixel of each pool; weights of both signs through several layers cancel here that for a picture do
/// not, so from the second layer on the true pattern may be another, and a unit may want several.
class LinearView {
  public:
    /// @param node  the layer whose units will be asked for; the model itself is not needed any longer
    /// @throws Error where a layer below multiplies or divides two others: no linear map stands for that
    LinearView(const nn::Model& model, int node);

    KernelView of(const nn::Unit& unit);

  private:
    std::unique_ptr<nn::Model> linear_;
    std::unique_ptr<UnitGradient> gradient_;
    std::vector<float> seed_;
};

/// The linear network that a view is of, its layers named and counted as the model's.
nn::Model linear_model(const nn::Model& model);

}  // namespace convoscope::explain
