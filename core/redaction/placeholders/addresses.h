// Placeholders of addresses: addresses again, so that `listen`, `allow` and `geo` stay what they are. Private
// ones come from the benchmark range 198.18.0.0/15 (RFC 2544), public ones from the documentation ranges (RFC
// 5737, RFC 3849, RFC 9637), and what does not fit there from class E, 240.0.0.0/4 (RFC 1112).
//
// One tree of networks is mapped onto another: for all addresses and networks that the input names, `a` lies
// in `n` exactly when its placeholder lies in that of `n`; prefix lengths stay, host bits that are zero stay
// zero, neighbours in one /24 or /64 stay neighbours. Networks that find no room (more than about fifteen
// IPv4 /8) lose that; no address is lost.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "redaction/address.h"

namespace stackengine::redaction {

class AddressPlaceholders {
 public:
  // An address of the input, with the prefix length written behind it or its width.
  void add(Address address, int prefix);

  // An address or network of the input that stays as it is: its neighbourhood is given to nobody.
  void avoid(Address address, int prefix);

  // Maps everything that was added. To be called once, between the last avoid() and the first make().
  void assign();

  // A placeholder for this spelling that no other spelling got; empty when there is none. To be asked once
  // for each spelling.
  std::string make(const SpelledAddress& address);

 private:
  // Addresses that end in a run of zero bits, and the part of the ranges they were given.
  struct Network {
    Bits bits;
    int prefix;
    size_t parent;
    Bits placeholder;
    bool placed;
  };
  // A range that placeholders come from; [first, last].
  struct Range {
    Bits next;  // the first address that is still free
    Bits last;
  };
  using Interval = std::pair<Bits, Bits>;  // first, last

  void assign_family(bool ipv6);
  std::vector<Network> networks_of_family(bool ipv6) const;
  bool take(std::vector<Range>* ranges, bool ipv6, Bits size, Bits* placeholder) const;

  std::vector<std::pair<Address, int>> added_;
  std::vector<Interval> avoided_[2];  // by family; sorted and disjoint while assigning
  struct Mapped {
    Address address;
    Bits placeholder;
    unsigned spellings[3] = {};  // given out, by the length of the separator
  };
  std::vector<Mapped> map_;  // sorted by address
};

}  // namespace stackengine::redaction
