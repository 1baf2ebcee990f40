// What a collector puts before a log line: syslog's host and program, the pod and container of kubectl,
// stern and docker. Dates, numbers and the names of programs stay; every other word names a machine.
#include <algorithm>

#include "redaction/address.h"
#include "redaction/bytes.h"
#include "redaction/common_words.h"
#include "redaction/detectors/detectors.h"
#include "redaction/public_names.h"
#include "redaction/word_list.h"
#include "text/ascii.h"

namespace stackengine::redaction {
namespace {

constexpr WordList kPublic(
    "\nfluent-bit\nfluentd\ningress-nginx\ningress-nginx-controller\nkubelet\nlocal0\nlocal7\nlogstash\n"
    "nginx-ingress\nnginx-ingress-controller\nrsyslog\nrsyslogd\nstderr\nstdout\nsyslog\nsyslog-ng\nsystemd\n"
    "vector\n");
static_assert(kPublic.is_sorted());

// `2024-07-15T03:42:17.123Z`, `03:42:17`, `+0200`.
bool is_time(std::string_view word) {
  return is_digit(word[0]) && std::all_of(word.begin(), word.end(), [](char c) {
           return is_digit(c) || std::string_view("-_.TZ").find(c) != std::string_view::npos;
         });
}

}  // namespace

void find_log_prefixes(const Reading& reading, Candidates* out) {
  const std::string_view text = reading.text;
  for (const Span prefix : reading.log_prefixes) {
    for (size_t at = prefix.start; at < prefix.end;) {
      const size_t start = at;
      while (at < prefix.end && is_name_byte(text[at])) ++at;
      if (at == start) {
        ++at;
        continue;
      }
      const std::string_view word = text.substr(start, at - start);
      // docker-compose counts the containers of a service: `nginx-1`.
      const size_t service = word.find_last_not_of("0123456789");
      if (service != std::string_view::npos && word[service] == '-' &&
          is_common_word(word.substr(0, service)))
        continue;
      const bool key = at < prefix.end && text[at] == '=';
      if (key || is_time(word) || std::none_of(word.begin(), word.end(), is_alpha)) continue;
      if (word.size() > 253 || is_common_word(word) || kPublic.contains(lower_case(word)) ||
          is_public_name(word) || parse_address(word))
        continue;
      out->push_back({make_span(start, at), SecretClass::host});
    }
  }
}

}  // namespace stackengine::redaction
