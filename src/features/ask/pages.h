#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "nn/model.h"
#include "studio/studio.h"

namespace convoscope::ask {

struct Inspecting;

/// A page of the inspector: a row in a file of its own, and a line in pages.cpp.
struct Page {
    std::string_view id;  ///< in saved views and for `inspector.page`: "weights"
    Text title;
    void (*draw)(Inspecting& inspecting);
    /// The values that it says something of as a whole, which is measured when the page opens and when they
    /// change (measure.h); null: there are none.
    std::span<const float> (*values)(const studio::Exhibit& exhibit, int node) = nullptr;
    /// They are activations: others with each reading, and there only while something is drawn.
    bool of_reading = true;
    /// What it shows as CSV, and as what file; null: that is no table.
    std::string (*csv)(const studio::Studio& studio) = nullptr;
    std::string (*file_name)(const studio::Studio& studio) = nullptr;
};

/// All there are, in their order; each id once.
const std::vector<const Page*>& pages();
/// The one that the view has open.
const Page& open_page(const studio::Studio& studio);
/// The one with this id; null where there is none.
const Page* page_called(std::string_view id);
/// "unit|layer|weights"
const std::string& page_ids();

/// The parts of the unit page, by what the layer does.
void sum_part(Inspecting& inspecting, const nn::Calculation& calculation);
void convolution_part(Inspecting& inspecting, const nn::Calculation& calculation);
void pooling_part(Inspecting& inspecting, const nn::Calculation& calculation);
void linear_part(Inspecting& inspecting, const nn::Calculation& calculation);
void parts_part(Inspecting& inspecting, const nn::Calculation& calculation);
void norm_part(Inspecting& inspecting, const nn::NormTerms& norm);
void softmax_part(Inspecting& inspecting, const nn::Calculation& calculation);

}  // namespace convoscope::ask
