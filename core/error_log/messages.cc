#include "error_log/messages.h"

#include <algorithm>

#include "error_log/scan.h"

namespace stackengine::error_log {
namespace {

struct Group {
  Meaning meaning;
  std::string_view formats;  // one a line; `{name}` stands for a part that varies
};

constexpr Group kGroups[] = {
#include "error_log/message_table.inc"
};

// What may stand behind a message: the system's or OpenSSL's reason in brackets, or the place in a
// configuration.
bool read_suffix(std::string_view rest, std::vector<MessagePart>* parts) {
  rest = trim(rest);
  if (rest.empty()) return true;
  if (rest.front() == '(' && rest.back() == ')') {
    parts->push_back({"system", rest.substr(1, rest.size() - 2)});
    return true;
  }
  constexpr std::string_view kIn = "in ";
  if (!starts_with(rest, kIn) || rest.size() == kIn.size() || rest[kIn.size()] == '"') return false;
  parts->push_back({"place", rest.substr(kIn.size())});
  return true;
}

// Matches one format. The parts are as short as they can be; each literal is searched for once, forward.
bool match(std::string_view format, std::string_view message, std::vector<MessagePart>* parts) {
  parts->clear();
  while (!format.empty()) {
    const size_t open = format.find('{');
    const std::string_view literal = format.substr(0, open);
    if (!starts_with(message, literal)) return false;
    message.remove_prefix(literal.size());
    if (open == std::string_view::npos) return read_suffix(message, parts);
    const size_t close = format.find('}', open);
    const std::string_view name = format.substr(open + 1, close - open - 1);
    format.remove_prefix(close + 1);
    const std::string_view next = format.substr(0, format.find('{'));
    const size_t end = next.empty() ? message.size() : message.find(next);
    if (end == std::string_view::npos || end == 0) return false;
    parts->push_back({name, message.substr(0, end)});
    message.remove_prefix(end);
  }
  return message.empty();
}

bool is_errno_call(std::string_view message) { return message.find("() ") != std::string_view::npos; }

}  // namespace

bool is_word_of_messages(std::string_view word) {
  const auto ends_word = [](char c) { return c == ' ' || c == '\n' || c == ':' || c == ',' || c == ';'; };
  for (const Group& group : kGroups) {
    const std::string_view formats = group.formats;
    for (size_t at = formats.find(word); at != std::string_view::npos; at = formats.find(word, at + 1)) {
      const size_t end = at + word.size();
      if ((at == 0 || ends_word(formats[at - 1])) && (end == formats.size() || ends_word(formats[end])))
        return true;
    }
  }
  return false;
}

std::optional<Message> recognise(const Entry& entry, std::string_view text) {
  std::string_view message = entry.message.in(text);
  // `… could not be resolved (3: Host not found) while resolving service a of b`: what looks like an action
  // is a part of this message.
  constexpr std::string_view kService = "resolving service ";
  if (starts_with(entry.action, kService)) {
    const size_t at = text.find(kService, entry.message.end);
    const size_t end = at == std::string_view::npos ? at : text.find_first_of(",\n", at);
    if (at != std::string_view::npos && at <= entry.span.end) {
      message = text.substr(entry.message.start, std::min<size_t>(end, entry.span.end) - entry.message.start);
    }
  }
  Message found;
  for (const Group& group : kGroups) {
    for (std::string_view formats = group.formats; !formats.empty();) {
      const size_t end = formats.find('\n');
      const std::string_view format = formats.substr(0, end);
      formats.remove_prefix(end == std::string_view::npos ? formats.size() : end + 1);
      if (!match(format, message, &found.parts)) continue;
      if (starts_with(format, "{call}") && !is_errno_call(message)) continue;
      found.meaning = group.meaning;
      found.format = format;
      return found;
    }
  }
  return std::nullopt;
}

std::string_view what_happened(Meaning meaning) {
  switch (meaning) {
    case Meaning::frame_size:
      return "nginx spoke HTTP/2, and the reply is no HTTP/2; the client got 502";
    case Meaning::no_http1_header:
      return "nginx spoke HTTP/1.x, the reply does not start like it, and its raw bytes went to the client "
             "(status 009, no 502)";
    case Meaning::closed:
      return "the backend closed the connection before the answer was complete";
    case Meaning::reset:
      return "the connection broke while nginx used it";
    case Meaning::tls_failure:
      return "TLS failed";
    case Meaning::tls_hang_up:
      return "the peer hung up during the TLS handshake";
    case Meaning::early_reply:
      return "the backend sent data before the TLS handshake; the client got 502";
    case Meaning::certificate:
      return "TLS works, but nginx does not trust the backend's certificate; the client got 502";
    case Meaning::connect:
      return "nginx could not connect to the backend; the client got 502 unless another server answered";
    case Meaning::timed_out:
      return "the backend took too long; the client got 504, or a cut answer";
    case Meaning::no_live:
      return "every server of the upstream is taken out or full; the client got 502";
    case Meaning::disabled:
      return "`max_fails` was reached: nginx leaves this server out for `fail_timeout`";
    case Meaning::rejected:
      return "the backend speaks HTTP/2 and refused this request (RST_STREAM); the client got 502";
    case Meaning::goaway:
      return "the backend speaks HTTP/2 and closed the connection (GOAWAY)";
    case Meaning::closed_stream:
      return "the backend speaks HTTP/2 and ended the answer before it was complete";
    case Meaning::http2_violation:
      return "the backend speaks HTTP/2, but breaks its rules; no mismatch of versions";
    case Meaning::bad_header:
      return "the answer's status is fine, but a header line is malformed; no mismatch of versions";
    case Meaning::big_header:
      return "the answer's header does not fit the buffer; the client got 502";
    case Meaning::framing:
      return "the answer's headers contradict each other about its length; since 1.23.0 nginx refuses it";
    case Meaning::body:
      return "the answer's body is longer or other than its header says";
    case Meaning::early_hints:
      return "the backend's early hints (103) cannot be passed on";
    case Meaning::no_resolver:
      return "the target holds a variable, so nginx resolves its name at run time, and has no `resolver`";
    case Meaning::unresolved:
      return "DNS did not resolve the name at run time; the client got 502";
    case Meaning::unresolved_at_start:
      return "nginx could not resolve the name when it read the configuration, and refused it";
    case Meaning::bad_target:
      return "the target that a variable gave is unusable; the client got 500";
    case Meaning::client_left:
      return "the client went away; the backend has no part in it";
    case Meaning::cache:
      return "nginx's cache got in the way";
    case Meaning::request_too_long:
      return "the request does not fit into HTTP/2 towards the backend";
    case Meaning::subrequest:
      return "the backend switched protocols in a subrequest, which cannot be passed on";
    case Meaning::nginx_tls:
      return "nginx could not set up TLS towards the backend";
    case Meaning::nginx_internal:
      return "a call of nginx itself failed";
    case Meaning::folklore:
      return "nginx never writes this message; articles show it for an HTTP/2 backend behind HTTP/1.x";
    case Meaning::refused_configuration:
      return "nginx refuses the configuration: it does not start, and a reload keeps the old one";
  }
  return {};
}

}  // namespace stackengine::error_log
