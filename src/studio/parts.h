#pragma once

#include <map>
#include <memory>
#include <typeindex>

namespace convoscope::studio {

/// What the features keep: one value of each type, made when it is first asked for. A feature's state is a
/// struct of its own, so that neither the studio nor another feature has to know it.
class Parts {
  public:
    template <typename Part>
    Part& of() {
        std::shared_ptr<void>& part = parts_[typeid(Part)];
        if (!part) part = std::make_shared<Part>();
        return *static_cast<Part*>(part.get());
    }
    /// The same, read only: a part that nobody has made is as new.
    template <typename Part>
    const Part& of() const {
        return const_cast<Parts*>(this)->of<Part>();
    }

  private:
    std::map<std::type_index, std::shared_ptr<void>> parts_;
};

}  // namespace convoscope::studio
