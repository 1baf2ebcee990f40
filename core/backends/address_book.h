// Finds the backends for a name or a logged address.
#pragma once

#include <cstddef>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "backends/list.h"
#include "text/ascii.h"

namespace stackengine::backends {

// `list` must outlive the book and keep its names and peers.
class AddressBook {
 public:
  explicit AddressBook(const std::vector<Listed>& list);

  // The backends with that name, or with a peer at that address.
  const std::vector<size_t>& named(std::string_view name) const;

  // The backends that an address in the log belongs to. nginx logs the resolved address, so a peer that is
  // given by name is recognised by its port, if only one backend has such a peer.
  const std::vector<size_t>& logged(std::string_view address) const;

  // For an address that belongs to no backend: the only backend whose upstream block was not pasted and that
  // is reached by the logged scheme; empty when there are more, or none. It proves nothing.
  std::vector<size_t> unpasted(std::string_view scheme) const;

  // For a line without an address: the only backend that is used; empty when there are more. It also proves
  // nothing.
  std::vector<size_t> only_used() const;

 private:
  using Index =
      std::unordered_map<std::string_view, std::vector<size_t>, HashIgnoringCase, EqualIgnoringCase>;

  const std::vector<size_t>& look_up(const Index& index, std::string_view key) const;

  const std::vector<Listed>& list_;
  Index by_name_;
  Index by_port_;
  std::vector<size_t> bare_;
  std::vector<size_t> used_;  // at most two
  std::vector<size_t> none_;
};

}  // namespace stackengine::backends
