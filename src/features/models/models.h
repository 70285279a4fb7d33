#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/job.h"
#include "features/feature.h"
#include "models/open.h"

/// Which network is shown: the bundled ones by name, files, and the way back; and what the import doctor
/// found in other programs' files.
namespace convoscope::models_shown {

/// What somebody chose for a file's content instead of what was guessed. Settings may say anything: what does
/// not fit the file is passed over when it is opened.
struct Correction {
    std::string content;               ///< models::content_hash(), hexadecimal
    std::string network;               ///< as models::Choice has it
    models::Showing shown;             ///< likewise
    std::vector<std::string> classes;  ///< likewise
    bool operator==(const Correction&) const = default;
};
constexpr auto describe(const Correction*) {
    return fields::object(
        fields::field("content", &Correction::content), fields::field("network", &Correction::network),
        fields::field("shown", &Correction::shown), fields::field("classes", &Correction::classes));
}

struct Settings {
    std::vector<std::string> recent;      ///< files of models that were opened, the latest first
    std::vector<Correction> corrections;  ///< the latest first
    bool operator==(const Settings&) const = default;
};
constexpr auto describe(const Settings*) {
    return fields::object(fields::field("recent", &Settings::recent),
                          fields::field("corrections", &Settings::corrections));
}

/// How a model that is shown came out of another program's file.
struct Report {
    std::shared_ptr<const models::Imported> imported;  ///< without the model, which the exhibit has
    std::string path;
    std::vector<models::Attempt> attempts;  ///< all that were ever carried through, best first
    std::vector<models::Attempt> networks;  ///< the best one with each network
    models::Attempt chosen;
    bool corrected = false;      ///< by somebody, now or earlier
    bool classes_named = false;  ///< likewise
    bool classes_guessed = false;
};

/// A file that is being opened.
struct Opening {
    Pending<models::OpenJob> job;
    std::shared_ptr<const models::ImportProgress> progress;
    std::string path;
    bool again = false;  ///< it is the file of the model that is shown, tried otherwise
};

/// A model that was shown, as it was when another took its place: choosing it again brings that back.
struct Before {
    nn::ModelPtr model;
    scene::ViewState view;
    std::shared_ptr<const Report> report;  ///< null: it is no other program's
};

struct State {
    std::vector<Before> shown;             ///< the last few before the present one, the last one last
    std::shared_ptr<const Report> report;  ///< on the present one; null: it is no other program's
    Opening opening;

    bool doctor_open = false;
    std::string doctor_over;           ///< what was selected and inspected when it opened
    std::optional<std::string> names;  ///< of classes, as they are being typed
    int field = 0;      ///< part of that field's identity: what is undone in one never outlives it
    Message complaint;  ///< about these names
    bool tensors_open = false;
};

features::Feature feature();
void draw_menu(features::Frame& frame);
/// The title of the window: which model is shown, and a menu of the others; and what is being opened.
void title(features::Frame& frame);
/// A bundled model at once; a file becomes a job.
/// @param model  a bundled model's name, or a file
/// @throws Error when it is neither, or cannot be drawn for; the present one then stays
void show(studio::Studio& studio, const std::string& model);
/// Of a file that was opened before there was a window, and is shown: what was found in it.
void note_import(studio::Studio& studio, std::shared_ptr<const models::Imported> imported,
                 const std::string& path);

// opening.cpp

/// Whether a file is a model by what it is, not by its name; it is not read whole.
bool is_model(const std::filesystem::path& path);
void begin_opening(studio::Studio& studio, const std::string& path);
/// The file of the shown model once more, with this choice, and with the names of classes that somebody gave
/// it.
void try_choice(studio::Studio& studio, models::Choice choice);
/// When the job is done, its model is shown, or why it cannot be is told.
void advance_opening(studio::Studio& studio);
void finish_opening(studio::Studio& studio);
/// The model takes the present one's place, and the way back leads there. A file that is being opened no
/// longer is: who asks for another model does not want that one.
/// @param report  on the model, where it is another program's and is shown for the first time
/// @throws Error when it cannot be drawn for; everything is then as it was
void show_model(studio::Studio& studio, nn::ModelPtr model, std::shared_ptr<const Report> report = nullptr);

// corrections.cpp

/// Of the model that is shown; null: it is no other program's.
const Report* shown_report(const studio::Studio& studio);
/// What was chosen for this content earlier; null: nothing.
const Correction* correction_of(const Settings& settings, std::uint64_t content);
/// The present choice for the model that is shown, and its classes where somebody named them, are kept for
/// its content. Of all that is kept the oldest goes where it becomes too much for the settings' file.
void remember(studio::Studio& studio);
/// What was kept is forgotten, and the file is tried anew.
void forget(studio::Studio& studio);
/// As models::split_class_names() has them, or one set's id (models/class_sets.h).
/// @throws Error when they are not as many as there are outputs, or no names
void name_classes(studio::Studio& studio, const std::string& names);
/// The model with these names of classes: itself where it has them, else a copy of all its weights.
/// @throws Error as name_classes
nn::ModelPtr with_classes(const nn::ModelPtr& model, std::vector<std::string> classes);

// doctor.cpp

bool doctor_is_open(const studio::Studio& studio);
void open_doctor(studio::Studio& studio);
void close_doctor(studio::Studio& studio);
void draw_doctor(features::Frame& frame);
/// The tensors that it lists: the first 200 in the file's order, those of no layer before the others.
std::vector<const models::doctor::TensorUse*> listed_tensors(const models::Imported& imported);
/// The words that it shows and that are in none of the feature's texts.
void tell_doctor(const studio::Studio& studio, const features::Tell& tell);

}  // namespace convoscope::models_shown
