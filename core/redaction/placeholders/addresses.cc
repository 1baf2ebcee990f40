#include "redaction/placeholders/addresses.h"

#include <algorithm>

namespace stackengine::redaction {
namespace {

constexpr size_t kNoParent = SIZE_MAX;
// Beyond this many /24 or /64 neighbourhoods addresses are packed instead, so that the ranges hold them.
constexpr size_t kMostNeighbourhoods = 200000;

int neighbourhood(bool ipv6) { return ipv6 ? 64 : 24; }

Bits size_of(int width, int prefix) { return Bits{1} << (width - prefix); }

// `size` is a power of two.
Bits aligned(Bits at, Bits size) { return (at + (size - 1)) & ~(size - 1); }

// As DNS has it in names below in-addr.arpa.
Bits reversed(Bits ipv4) {
  return (ipv4 & 0xFF) << 24 | (ipv4 & 0xFF00) << 8 | (ipv4 >> 8 & 0xFF00) | (ipv4 >> 24 & 0xFF);
}

Bits ipv6_bits(uint64_t high) { return static_cast<Bits>(high) << 64; }

}  // namespace

void AddressPlaceholders::add(Address address, int prefix) { added_.emplace_back(address, prefix); }

void AddressPlaceholders::avoid(Address address, int prefix) {
  prefix = std::min(prefix, neighbourhood(address.ipv6));
  const Bits first = network_of(address, prefix).bits;
  // A prefix of 0 names everything, and nothing in particular.
  if (prefix > 0)
    avoided_[address.ipv6 ? 1 : 0].emplace_back(first, first + (size_of(address.width(), prefix) - 1));
}

void AddressPlaceholders::assign() {
  // The leak gate takes an address in reverse order for a leak of it.
  for (const auto& [address, prefix] : added_) {
    if (!address.ipv6) avoid({false, reversed(address.bits)}, address.width());
  }
  assign_family(false);
  assign_family(true);
  std::sort(map_.begin(), map_.end(), [](const Mapped& a, const Mapped& b) { return a.address < b.address; });
}

// The first free block of that size, which is a power of two and the block's alignment.
bool AddressPlaceholders::take(std::vector<Range>* ranges, bool ipv6, Bits size, Bits* placeholder) const {
  const std::vector<Interval>& avoided = avoided_[ipv6 ? 1 : 0];
  for (Range& range : *ranges) {
    Bits first = aligned(range.next, size);
    while (first <= range.last && size - 1 <= range.last - first) {
      const auto clash = std::lower_bound(avoided.begin(), avoided.end(), first,
                                          [](const Interval& a, Bits b) { return a.second < b; });
      if (clash == avoided.end() || clash->first > first + (size - 1)) {
        *placeholder = first;
        range.next = first + size;
        return true;
      }
      first = aligned(clash->second + 1, size);
    }
  }
  return false;
}

// All that was named, its addresses, and their neighbourhoods; a network stands before those inside it.
std::vector<AddressPlaceholders::Network> AddressPlaceholders::networks_of_family(bool ipv6) const {
  std::vector<Network> all;
  std::vector<Bits> neighbourhoods;
  const auto network = [](Address address, int prefix) {
    return Network{network_of(address, prefix).bits, prefix, kNoParent, 0, false};
  };
  for (const auto& [address, prefix] : added_) {
    if (address.ipv6 != ipv6) continue;
    all.push_back(network(address, address.width()));
    if (prefix < address.width()) all.push_back(network(address, prefix));
    neighbourhoods.push_back(network_of(address, neighbourhood(ipv6)).bits);
  }
  std::sort(neighbourhoods.begin(), neighbourhoods.end());
  neighbourhoods.erase(std::unique(neighbourhoods.begin(), neighbourhoods.end()), neighbourhoods.end());
  if (neighbourhoods.size() <= kMostNeighbourhoods) {
    for (const Bits bits : neighbourhoods) all.push_back({bits, neighbourhood(ipv6), kNoParent, 0, false});
  }
  std::sort(all.begin(), all.end(), [](const Network& a, const Network& b) {
    return a.bits != b.bits ? a.bits < b.bits : a.prefix < b.prefix;
  });
  all.erase(std::unique(
                all.begin(), all.end(),
                [](const Network& a, const Network& b) { return a.bits == b.bits && a.prefix == b.prefix; }),
            all.end());
  return all;
}

void AddressPlaceholders::assign_family(bool ipv6) {
  std::vector<Interval>& avoided = avoided_[ipv6 ? 1 : 0];
  std::sort(avoided.begin(), avoided.end());
  size_t kept = 0;
  for (const Interval& interval : avoided) {
    if (kept > 0 && interval.first <= avoided[kept - 1].second) {
      avoided[kept - 1].second = std::max(avoided[kept - 1].second, interval.second);
    } else {
      avoided[kept++] = interval;
    }
  }
  avoided.resize(kept);

  const int width = ipv6 ? 128 : 32;
  std::vector<Network> networks = networks_of_family(ipv6);
  std::vector<size_t> open;  // the networks around the current one
  for (size_t i = 0; i < networks.size(); ++i) {
    const auto holds = [&](const Network& outer) {
      return networks[i].bits - outer.bits <= size_of(width, outer.prefix) - 1;
    };
    while (!open.empty() && !holds(networks[open.back()])) open.pop_back();
    if (!open.empty()) networks[i].parent = open.back();
    open.push_back(i);
  }

  std::vector<Range> of_private = {{0xC6120000, 0xC613FFFF}, {0xF0000000, 0xF7FFFFFF}};
  std::vector<Range> of_public = {
      {0xC0000200, 0xC00002FF}, {0xC6336400, 0xC63364FF}, {0xCB007100, 0xCB0071FF}, {0xF8000000, 0xFEFFFFFF}};
  if (ipv6) {
    of_public = {{ipv6_bits(0x20010DB800000000), ipv6_bits(0x20010DB900000000) - 1},
                 {ipv6_bits(0x3FFF000000000000), ipv6_bits(0x3FFF100000000000) - 1}};
  }

  // Inside one parent the smallest first, each at the next address that it may begin at: for sizes that are
  // powers of two nothing takes less room, so what fitted into the parent fits into its placeholder. The one
  // that begins where the parent begins comes before all others; where there is none, that address stays
  // free.
  std::vector<size_t> order(networks.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = i;
  const auto begins_parent = [&](const Network& network) {
    return network.parent != kNoParent && networks[network.parent].bits == network.bits;
  };
  // A parent stands before its children in `networks`, so it is placed before they are.
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    const Network& left = networks[a];
    const Network& right = networks[b];
    if (left.parent != right.parent) return left.parent + 1 < right.parent + 1;
    if (begins_parent(left) != begins_parent(right)) return begins_parent(left);
    return left.prefix != right.prefix ? left.prefix > right.prefix : left.bits < right.bits;
  });

  size_t parent = kNoParent;
  Bits next = 0;  // the first free address in the parent's placeholder
  for (const size_t i : order) {
    Network& network = networks[i];
    const Bits size = size_of(width, network.prefix);
    if (network.parent != kNoParent && networks[network.parent].placed) {
      const Network& outer = networks[network.parent];
      if (network.parent != parent) {
        parent = network.parent;
        next = outer.placeholder + (begins_parent(network) ? 0 : 1);
      }
      network.placeholder = aligned(next, size);
      network.placed = true;
      next = network.placeholder + size;
    } else {
      std::vector<Range>* ranges = !ipv6 && is_private({ipv6, network.bits}) ? &of_private : &of_public;
      network.placed = take(ranges, ipv6, size, &network.placeholder);
      // An address alone may come from anywhere.
      if (!network.placed && network.prefix == width) {
        network.placed = take(&of_private, ipv6, size, &network.placeholder) ||
                         take(&of_public, ipv6, size, &network.placeholder);
      }
    }
    if (network.placed && network.prefix == width)
      map_.push_back({{ipv6, network.bits}, network.placeholder});
  }
}

std::string AddressPlaceholders::make(const SpelledAddress& address) {
  const auto found = std::lower_bound(map_.begin(), map_.end(), address.address,
                                      [](const Mapped& a, const Address& b) { return a.address < b; });
  if (found == map_.end() || !(found->address == address.address)) return std::string();
  SpelledAddress placeholder = address;
  placeholder.address.bits = found->placeholder;
  return format_address(placeholder, found->spellings[address.separator.size() % 3]++);
}

}  // namespace stackengine::redaction
