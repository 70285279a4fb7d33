#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "base/job.h"
#include "base/workers.h"
#include "canvas/canvas.h"
#include "canvas/photo.h"
#include "canvas/preprocess.h"
#include "canvas/raster.h"
#include "nn/calculation.h"
#include "nn/class_mean.h"
#include "nn/forward.h"
#include "nn/model.h"
#include "scene/view_state.h"
#include "studio/stage.h"

namespace convoscope::studio {

/// How a network on show departs from its file while somebody tries what becomes of it. What is in it must
/// work on any thread and outlive its job.
struct Alteration {
    nn::ModelPtr model;  ///< of the same architecture, in place of the exhibit's own; null: that one
    std::function<void(std::span<float> input)> input;  ///< changes what the network sees; may be absent
    /// Changes a layer's values before the next layer is computed; may be absent.
    std::function<void(int node, nn::Workspace& workspace)> layer;
};

/// What a network made of a drawing, whole, and of which one.
struct Reading {
    std::uint64_t revision = 0;          ///< of the readings of this exhibit: raised with every one
    std::uint64_t drawing_revision = 0;  ///< of the canvas
    canvas::PreprocessOptions preprocessing;
    bool blank = true;  ///< nothing was drawn: nothing is computed
    nn::Verdict verdict;
    std::vector<float> probabilities;  ///< one a class; all zero where nothing is drawn
};

/// A forward pass for networks that take longer than a frame (base/job.h). It advances layer by layer, each
/// shared out to all threads that there are; where there is but one, block by block, in some milliseconds.
class ForwardJob {
  public:
    struct Result {
        nn::Workspace workspace;  ///< after the pass
        Reading reading;
    };

    /// @param workspace  with the input loaded
    /// @param layer      as Alteration has it
    /// @param threads    that may work on it
    ForwardJob(nn::ModelPtr model, nn::Workspace workspace, Reading reading,
               std::function<void(int, nn::Workspace&)> layer, int threads);
    bool step();
    float progress() const;
    Result result();

  private:
    bool end_layer();

    nn::ModelPtr model_;
    std::unique_ptr<Result> result_;
    std::function<void(int, nn::Workspace&)> layer_;
    int threads_;
    /// From the first step on; its own, for a cancelled job may still step.
    std::unique_ptr<Workers> workers_;
    int next_ = 1;        ///< the layer to compute
    int next_block_ = 0;  ///< of it
};

/// The steps that the model wants to be taken, but for those that `chosen` leaves out.
canvas::PreprocessOptions preprocessing_for(const nn::InputSpec& input,
                                            canvas::PreprocessOptions chosen = {});

/// Of a network for photographs.
canvas::PhotoOptions photo_options_for(const nn::InputSpec& input);

/// One network on show: the model, what it made of the drawing, how it is seen, and its stage. There may be
/// several, all on the same drawing. No window, no GL.
class Exhibit {
  public:
    /// @throws Error when the model cannot take the canvas's picture
    explicit Exhibit(nn::ModelPtr model);

    const nn::Model& model() const { return *model_; }
    const nn::ModelPtr& model_pointer() const { return model_; }
    const nn::Architecture& architecture() const { return model_->architecture; }

    /// Readings from now on are made so; everything that is shown and told follows, until another alteration,
    /// or none, takes its place.
    void alter(Alteration alteration);
    /// The model as it is without any.
    const nn::ModelPtr& own_model() const { return own_model_; }

    scene::ViewState view;
    Stage stage;

    /// This one takes the place of another on the screen, with its view: no picture that was made of that one
    /// counts as one of this.
    void take_the_place_of(const Exhibit& before);
    /// Another one for each exhibit that stands in the same place.
    std::uint64_t serial() const { return serial_; }

    /// Brings the reading to the drawing as it is now: at once where a forward pass fits into a frame, else
    /// as a job that newer ink cancels, unless it is more than half done: the last whole reading stays on
    /// show meanwhile, and the pen never waits. To be called once a frame.
    /// @return whether there is another reading than before
    bool read(const canvas::Canvas& canvas, const canvas::PreprocessOptions& chosen, Runner& runner);
    /// The same, waiting for the job.
    void read_to_the_end(const canvas::Canvas& canvas, const canvas::PreprocessOptions& chosen,
                         Runner& runner);
    bool is_reading() const { return pending_.active(); }
    /// A reading is whole that read() has not taken yet.
    bool has_news() const { return pending_.done(); }

    const Reading& reading() const { return reading_; }
    /// What happened to the ink on its way into the network: of the drawing as it is now, whatever is still
    /// being read. Of a network for photographs, which sees the canvas itself, what was drawn alone.
    const canvas::Steps& steps() const { return steps_; }
    /// What a network for photographs sees of the canvas; null for those that want the steps.
    const canvas::Colours* seen() const { return is_for_photos() ? seen_ : nullptr; }
    /// The drawing as it is now has neither ink nor, for those networks, a photograph.
    bool sees_nothing() const { return wanted_.blank; }
    bool is_for_photos() const { return architecture().input.preprocessing == nn::Preprocessing::Photo; }
    /// Raised when steps() or seen() are others.
    std::uint64_t steps_revision() const { return steps_revision_; }
    /// What the network would see of the drawing as it is now if nothing were altered; only while
    /// something is drawn.
    /// @param target  input.shape.size() values
    void load_unaltered(std::span<float> target) const;
    /// Every value of the reading; null while nothing is drawn.
    const nn::Workspace* numbers() const { return reading_.blank ? nullptr : workspace_.get(); }
    const nn::Workspace& workspace() const { return *workspace_; }
    /// The same, for jobs over it: where is_slow(), each reading has a workspace of its own, never written
    /// again.
    std::shared_ptr<const nn::Workspace> shared_workspace() const { return workspace_; }

    /// The unit that view.selection names.
    std::optional<nn::Unit> selected() const;
    /// Of the selected unit; null while there is none, or nothing is drawn. Kept until either changes.
    const nn::Calculation* calculation() const;
    /// What the classes have in common, which no probability hears; null where the last layer is no linear
    /// one before a softmax.
    const nn::ClassMean* class_mean() const { return class_mean_ ? &*class_mean_ : nullptr; }
    /// calculation(), but of one of the last layer's units against that mean, unless it is negligible.
    const nn::Calculation* calculation_against_mean() const;
    /// That of any unit, against the classes' mean where there is one; only while something is drawn.
    nn::Calculation calculation_of(const nn::Unit& unit) const;

    /// Whether a forward pass is left to a job.
    bool is_slow() const { return slow_; }

  private:
    void prepare(const canvas::Canvas& canvas, const canvas::PreprocessOptions& preprocessing);
    void load(nn::Workspace& workspace) const;
    void read_now();
    void start_job(Runner& runner);
    bool take_result();

    void run(nn::Workspace& workspace) const;

    nn::ModelPtr own_model_;
    nn::ModelPtr model_;  ///< own_model_, or the alteration's
    Alteration alteration_;
    std::uint64_t alteration_revision_ = 0;
    std::uint64_t prepared_alteration_ = 0;  ///< what wanted_ is of
    std::optional<nn::ClassMean> class_mean_;
    bool slow_ = false;
    canvas::Rasteriser rasteriser_;
    canvas::Steps steps_;
    canvas::PhotoView photo_view_;
    const canvas::Colours* seen_ = nullptr;  ///< of photo_view_
    std::uint64_t steps_revision_ = 0;
    std::uint64_t serial_ = 0;
    Reading wanted_;  ///< of the drawing as it is now: what is known before the pass
    Reading reading_;
    std::shared_ptr<nn::Workspace> workspace_;
    Pending<ForwardJob> pending_;
    std::uint64_t started_revision_ = 0;  ///< the reading that the last job was started for
    mutable std::optional<nn::Calculation> calculation_;
    mutable std::optional<nn::Calculation> against_mean_;  ///< the same, where the classes have an offset
    mutable std::uint64_t calculated_revision_ = 0;
};

}  // namespace convoscope::studio
