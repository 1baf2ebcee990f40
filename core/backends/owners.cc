#include "backends/owners.h"

#include <cstddef>

namespace stackengine::backends {

Owners::Owners(const std::vector<Backend>& backends) : backends_(backends) {
  list_.reserve(backends.size());
  for (const Backend& backend : backends) {
    Listed listed;
    listed.backend.name = backend.name;
    listed.backend.peers = backend.peers;
    listed.backend.used = backend.used;
    list_.push_back(std::move(listed));
  }
  book_ = std::make_unique<AddressBook>(list_);
}

const Backend* Owners::of(std::string_view address) const {
  if (address.empty()) {
    const std::vector<size_t> only = book_->only_used();
    return only.empty() ? nullptr : &backends_[only.front()];
  }
  const std::vector<size_t>& found = book_->logged(address);
  return found.size() == 1 ? &backends_[found.front()] : nullptr;
}

}  // namespace stackengine::backends
