#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include "models/model_file.h"
#include "nn/architecture.h"
#include "nn/initialise.h"
#include "nn/zoo.h"
#include "platform/desktop/fonts.h"
#include "support/environment.h"
#include "support/picture.h"
#include "support/places.h"
#include "support/program.h"
#include "support/temporary_folder.h"

namespace convoscope::test {

/// Runs `convoscope render` of the built program where no display is, on Mesa's llvmpipe, with a network that
/// is always the same and, where the system has it, with Inter.
class Rendering : public ::testing::Test {
  protected:
    Rendering() {
        use(nn::lenet5());
        std::ofstream(three()) << kThree << "\n";
    }

    /// From now on the network is another.
    void use(nn::Architecture architecture) const {
        nn::Model model = nn::empty_model(std::move(architecture));
        nn::initialise(model, 20);
        // Where nothing is trained nothing is sure: let it answer 3.
        model.edit([](std::vector<nn::Parameters>& parameters) { parameters.back().bias[3] = 3; });
        models::save_model(model, model_file());
    }

    bool has_inter() const { return inter_.has_value(); }
    std::string file(const std::string& name) const { return folder_ / name; }
    std::string model_file() const { return file("steady.safetensors"); }
    /// A stroke file with a 3 in it.
    std::string three() const { return file("three.jsonl"); }

    /// @param options  what follows OUT.png; the model is added
    Outcome run(const std::string& output, std::vector<std::string> options) const {
        options.insert(options.begin(), {"render", output, "--model", model_file()});
        return outcome_of(program(), options);
    }
    RgbPicture render(const std::vector<std::string>& options) const {
        const Outcome outcome = run(file("rendered.png"), options);
        EXPECT_EQ(outcome.status, 0) << outcome.err;
        EXPECT_EQ(outcome.err, "");
        EXPECT_EQ(outcome.out, "");
        return load_picture(file("rendered.png"));
    }

  private:
    static std::optional<std::string> folder_of_inter() {
        const auto font = platform::find_font(platform::FontWeight::Regular, platform::font_folders());
        if (!font) return std::nullopt;
        return font->parent_path().string();
    }

    static constexpr const char* kThree =
        R"({"version":1,"canvas":[280,280],"strokes":[[[82,84],[92,68],[108,56],[130,50],[154,52],[172,64],[178,84],[170,106],)"
        R"([152,122],[128,132],[152,136],[176,150],[188,172],[184,200],[166,220],[138,230],[108,226],[86,210]]]})";

    TemporaryFolder folder_;
    std::optional<std::string> inter_ = folder_of_inter();
    SetVariable font_{"CONVOSCOPE_FONT", inter_};
    SetVariable software_{"LIBGL_ALWAYS_SOFTWARE", "1"};
    SetVariable no_display_{"DISPLAY", std::nullopt};
    SetVariable no_wayland_{"WAYLAND_DISPLAY", std::nullopt};
};

}  // namespace convoscope::test
