#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

#include "base/workers.h"
#include "explain/target.h"
#include "nn/receptive_field.h"
#include "train/sets.h"

namespace convoscope::explain {

/// What of a set excites a unit, or a map wherever it is: real pictures, from which people predict a unit
/// better than from made ones (Borowski et al. 2021, "Exemplary natural images explain CNN activations better
/// than state-of-the-art feature visualization").

/// One picture and how it excites.
struct Favourite {
    std::size_t picture = 0;  ///< in the part
    int label = 0;
    float value = 0;  ///< of `unit`
    nn::Unit unit;    ///< of a map: the one with that value, the first in row order of equal ones
};

/// Of one unit or map, one entry a picture; of equal values the earlier picture comes first.
struct Favourites {
    std::vector<Favourite> most;   ///< the largest value first. Of a map: by its largest unit's
    std::vector<Favourite> least;  ///< the smallest value first. Of a map: by its smallest unit's
};

struct FavouritesQuestion {
    int node = 0;  ///< the layer
    /// The pre-activations. To be preferred where the non-linearity is flat somewhere: of a ReLU's unit
    /// hundreds of pictures have the smallest activation, 0.
    bool before = true;
    /// This unit of the layer alone; none: all of the layer's maps, or of a flat layer its units, which costs
    /// hardly more.
    std::optional<nn::Unit> unit = {};
    std::size_t keep = 9;  ///< of each
};

/// Looks through a labelled set (base/job.h), as train::show() shows it. What comes out does not depend on
/// the threads' number. Values that are no numbers are passed over.
class FavouritesJob {
  public:
    struct Result {
        FavouritesQuestion question;
        std::vector<Favourites> of;  ///< one a map or unit of the layer; of one unit: one
    };

    /// @param threads  that may work on it; 0: as many as the program may use
    /// @throws Error when the set does not fit the model (train::check_fits)
    FavouritesJob(nn::ModelPtr model, train::Part part, const FavouritesQuestion& question, int threads = 0);

    /// Some dozens of pictures a thread.
    bool step();
    float progress() const;
    Result result();

  private:
    /// What one thread finds.
    struct Piece {
        nn::Workspace workspace;
        std::vector<Favourites> of;
    };
    void look(Piece& piece, std::size_t first, std::size_t count);
    void note(Piece& piece, std::size_t picture);

    nn::ModelPtr model_;
    train::Part part_;
    FavouritesQuestion question_;
    int threads_;
    std::vector<int> layers_;
    std::unique_ptr<Workers> workers_;
    std::vector<Piece> pieces_;
    std::size_t next_ = 0;
};

/// What the unit sees of the picture.
struct Patch {
    nn::Field field;            ///< its receptive field among the input's pixels
    std::vector<float> values;  ///< as the network is shown them: channels x rows x columns of the field
};

/// Cuts it out of the set again, for a page to show.
/// @param part  as the job had it
Patch cut_patch(const nn::Architecture& architecture, const train::Part& part, const Favourite& favourite);

}  // namespace convoscope::explain
