// Which backends a name or a logged address stands for.
#ifndef STACKENGINE_BACKENDS_ADDRESS_BOOK_H_
#define STACKENGINE_BACKENDS_ADDRESS_BOOK_H_

#include <cstddef>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "backends/list.h"

namespace stackengine::backends {

// `list` must outlive the book and keep its names and peers.
class AddressBook {
 public:
  explicit AddressBook(const std::vector<Listed>& list);

  // Backends of that name, or with a peer of that address.
  const std::vector<size_t>& named(std::string_view name) const;

  // Backends that a log line's address belongs to. nginx logs the resolved address, so a peer that is given
  // by name is recognised by its port, when just one backend has such a peer.
  const std::vector<size_t>& logged(std::string_view address) const;

  // For an address that belongs to none: the one backend whose upstream block was not pasted and that is
  // reached by the logged scheme; empty when there are more, or none. It proves nothing.
  std::vector<size_t> unpasted(std::string_view scheme) const;

  // For a line without an address: the one backend that is used; empty when there are more. It proves
  // nothing either.
  std::vector<size_t> only_used() const;

 private:
  using Index = std::unordered_map<std::string_view, std::vector<size_t>>;

  const std::vector<size_t>& look_up(const Index& index, std::string_view key) const;

  const std::vector<Listed>& list_;
  Index by_name_;
  Index by_port_;
  std::vector<size_t> bare_;
  std::vector<size_t> used_;  // the first two
  std::vector<size_t> none_;
};

}  // namespace stackengine::backends

#endif  // STACKENGINE_BACKENDS_ADDRESS_BOOK_H_
