// Finds the backend that a log entry is about, once the backends are known.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "backends/address_book.h"

namespace stackengine::backends {

class Owners {
 public:
  // `backends` must outlive the object.
  explicit Owners(const std::vector<Backend>& backends);

  // The backend of a logged address; null when there is none or more than one.
  const Backend* of(std::string_view address) const;

 private:
  const std::vector<Backend>& backends_;
  std::vector<Listed> list_;
  std::unique_ptr<AddressBook> book_;
};

}  // namespace stackengine::backends
