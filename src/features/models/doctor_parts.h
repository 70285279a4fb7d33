#pragma once

#include "features/frame.h"
#include "features/models/models.h"

/// The parts of the import doctor's page, each below a heading.
namespace convoscope::models_shown {

/// One frame of it.
struct Doctor {
    features::Frame& frame;
    const Report& report;
    const nn::Architecture& architecture;
    float width;  ///< pixels
};

void file_part(Doctor& doctor);
void sure_part(Doctor& doctor);
void guessed_part(Doctor& doctor);
void range_part(Doctor& doctor);
void placed_part(Doctor& doctor);
void networks_part(Doctor& doctor);
void classes_part(Doctor& doctor);
void tensors_part(Doctor& doctor);
/// Below what can be clicked, which it must not move: it comes with a click.
void corrected_part(Doctor& doctor);

void heading(Doctor& doctor, const std::string& title);
void statement(Doctor& doctor, const std::string& words);
void remark(Doctor& doctor, const std::string& words);
/// A line of a list of which one is chosen, with what it reads at its end.
/// @return whether it was clicked
bool option(Doctor& doctor, const std::string& words, const std::string& score, bool chosen, int index);

}  // namespace convoscope::models_shown
