#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "models/graph.h"

/// TorchScript's own: what its pickle leaves to the code beside it.
namespace convoscope::models::pytorch {

/// What classes of a TorchScript file are called: "__torch__.torch.nn.modules.conv.___torch_mangle_3.Conv2d".
inline constexpr std::string_view kScriptPrefix = "__torch__.";

/// The code of a module of the file, "__torch__/torch/nn/modules/conv/___torch_mangle_3.py"; empty where
/// there is none. @throws Error when it cannot be unpacked
using CodeOf = std::function<std::string(const std::string& path)>;

/// Gives the module and all below it their classes' usual names (torch.nn.modules.conv.Conv2d), and the
/// attributes of convolutions, pools, normalisations and activations, which TorchScript keeps as arguments of
/// calls in the code (torch/csrc/jit/serialization/python_print.cpp). The code is searched for those calls as
/// text; nothing of it is run.
void explain_script(Module& module, const CodeOf& code_of);

}  // namespace convoscope::models::pytorch
