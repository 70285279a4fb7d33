#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "models/doctor/order.h"
#include "models/doctor/plan.h"
#include "models/graph.h"

/// What names of modules without weights tell of the places between layers: "relu1", "pool", the numbers that
/// a Sequential's weights leave out, and the classes of a pickled module.
namespace convoscope::models::doctor {

/// How much speaks against a choice; 0: nothing. Costs add up, and guesses are tried in their order.
struct Choice {
    double without = 0;
    double with = 0;
    bool is_known() const { return without != with; }
};

/// The place behind a layer.
struct Slot {
    Choice activation;
    Choice pool;
    std::optional<ActivateStep> activate;  ///< which one, where that is known
    std::optional<PoolStep> pooling;       ///< the same
    bool global_pool = false;              ///< one that leaves a single pixel is there
    bool activation_before_normalisation = false;
    bool of_branch = false;  ///< known to belong to the layer itself, not to what adds branches up
};

/// A convolution as its module has it.
struct Geometry {
    Pair stride{1, 1};
    Pair before{0, 0};
    Pair after{0, 0};
    Pair dilation{1, 1};
    std::int64_t groups = 1;
};

struct Evidence {
    std::map<std::string, Slot> slots;           ///< by the layer's name
    std::map<std::string, Geometry> geometries;  ///< by the layer's name, where modules tell
    std::map<std::string, double> epsilons;      ///< by the normalisation's name
    std::optional<ActivateStep> activation;      ///< one that is used somewhere
    bool has_nameless_activation = false;        ///< "activation": one that may be any
    bool has_pool = false;                       ///< one is used somewhere
    std::optional<PoolStep> pooling;
    bool has_global_pool = false;
};

Evidence gather(const Weights& weights, const Chain& chain);

/// What a module of torch.nn means.
struct Meaning {
    enum class Kind {
        Unknown,
        Container,
        Conv,
        Linear,
        Normalise,
        Activate,
        Pool,
        AdaptivePool,
        Flatten,
        Nothing
    } kind = Kind::Unknown;
    std::optional<Geometry> geometry;      ///< of a Conv, where its attributes are there
    std::optional<ActivateStep> activate;  ///< PReLU: without its slope
    std::optional<PoolStep> pool;          ///< where its attributes are there
    std::optional<AdaptivePoolStep> adaptive;
    double epsilon = 1e-5;
};
/// By its class and attributes.
Meaning meaning_of(const Module& module);
/// By a module's name alone, as far as it says something.
Meaning meaning_of_name(const std::string& name);

}  // namespace convoscope::models::doctor
