#include "backends/address_book.h"

#include <algorithm>
#include <string>

namespace stackengine::backends {
namespace {

std::string_view port_of(std::string_view address) {
  const size_t colon = address.rfind(':');
  return colon == std::string_view::npos ? std::string_view() : address.substr(colon + 1);
}

bool is_name(std::string_view address) {
  if (address.substr(0, 5) == "unix:" || address.substr(0, 1) == "[") return false;
  const std::string_view host = address.substr(0, address.rfind(':'));
  return host.find_first_not_of("0123456789.") != std::string_view::npos;
}

bool fits(const Listed& listed, std::string_view scheme) {
  if (listed.by_invalid_scheme) return true;
  if (scheme == "http" || scheme == "https") return listed.by_proxy;
  if (scheme == "grpc" || scheme == "grpcs") return listed.by_grpc;
  return true;  // articles' `http2://`, or none
}

}  // namespace

AddressBook::AddressBook(const std::vector<Listed>& list) : list_(list) {
  for (size_t i = 0; i < list.size(); ++i) {
    const Backend& backend = list[i].backend;
    by_name_[backend.name].push_back(i);
    if (!list[i].alias.empty() && list[i].alias != backend.name) by_name_[list[i].alias].push_back(i);
    for (const std::string& peer : backend.peers) {
      if (peer != backend.name) by_name_[peer].push_back(i);
      if (is_name(peer)) by_port_[port_of(peer)].push_back(i);
    }
    if (list[i].bare && backend.used) bare_.push_back(i);
    if (backend.used && used_.size() < 2) used_.push_back(i);
  }
}

const std::vector<size_t>& AddressBook::look_up(const Index& index, std::string_view key) const {
  const auto found = index.find(key);
  return found == index.end() ? none_ : found->second;
}

const std::vector<size_t>& AddressBook::named(std::string_view name) const { return look_up(by_name_, name); }

const std::vector<size_t>& AddressBook::logged(std::string_view address) const {
  const std::vector<size_t>& exact = named(address);
  if (!exact.empty()) return exact;
  const std::vector<size_t>& by_port = look_up(by_port_, port_of(address));
  const bool one =
      std::all_of(by_port.begin(), by_port.end(), [&](size_t i) { return i == by_port.front(); });
  return one ? by_port : none_;
}

std::vector<size_t> AddressBook::unpasted(std::string_view scheme) const {
  std::vector<size_t> found;
  // More than a few candidates cannot be told apart anyway, and must not be read for every log line.
  if (bare_.size() > 16) return found;
  for (const size_t i : bare_) {
    if (fits(list_[i], scheme)) found.push_back(i);
  }
  return found.size() == 1 ? found : std::vector<size_t>();
}

std::vector<size_t> AddressBook::only_used() const {
  return used_.size() == 1 ? used_ : std::vector<size_t>();
}

}  // namespace stackengine::backends
