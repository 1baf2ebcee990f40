// Strings that look random and that no detector knows: keys and tokens of any provider, without a name beside
// them that says so.
#pragma once

#include <string_view>

#include "redaction/candidate.h"

namespace stackengine::redaction {

// Appends the random strings, and the bodies of certificates, between the places of `found`, which are
// settled.
void find_random_runs(std::string_view text, const Candidates& found, Candidates* out);

// Whether the bytes of one run (letters, digits and `+/=-_`) look random: at least 12 of them, of several
// kinds that alternate, and their letters do not follow each other as they do in words. Hexadecimal digits
// need 20: 16 are a pointer in nginx's debug log.
bool looks_random(std::string_view run);

}  // namespace stackengine::redaction
