// Lines of the nginx error log: their fields, and what each says about the backend.
// Sources: the nginx source (ngx_log.c, ngx_http_request.c, the modules that observe.cc names), and what
// nginx 1.22.1, 1.29.4 and 1.31.4 logged in 726 measured combinations of pass directive and backend.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diagnosis/backend.h"
#include "text/span.h"

namespace stackengine::error_log {

// The value of `upstream: "SCHEME://ADDRESS[URI]"`. Spans are offsets into the document.
struct UpstreamField {
  Span span;              // inside the quotes
  std::string scheme;     // lower case: "http", "grpc", or one that nginx never writes ("http2")
  std::string address;    // `host:port`, `unix:PATH`, or an upstream's name ("no live upstreams")
  bool has_path = false;  // false: nginx spoke HTTP/2 to the upstream (measured on 1.29.4 and 1.31.4)
};

// One entry. An entry may span several physical lines where copying wrapped it (continuation lines that begin
// with a `key: ` field or blanks); `span` covers all of them, without the last line end. Missing fields are
// empty.
struct Entry {
  Span span;
  std::string level;  // "error"; empty when the paste lost it
  Span message;  // what nginx says, without `while …` and the fields: `upstream sent too large http2 frame:
                 // 4740180`
  std::string action;                            // "reading response header from upstream", without `while `
  Span client, server, request, host, referrer;  // inside their quotes; empty span when absent
  std::optional<UpstreamField> upstream;
};

// Whether a line looks like the beginning of an error-log entry: a date and `[level] pid#tid:`, or just
// `[level] …` followed by a known upstream message or field, or an upstream message alone. The prefix of a
// log collector may precede it. Intake uses it to tell log from configuration: it must be false for every
// line of nginx configuration. `line` has no line end.
bool begins_entry(std::string_view line);

// Whether a line continues an entry that was wrapped: it begins, after blanks, with a log field such as
// `client: ` or `upstream: "`.
bool continues_entry(std::string_view line);

// Reads the entries of `text[range]`. Skips lines that neither begin nor continue an entry.
std::vector<Entry> parse(std::string_view text, Span range);

// What an entry proves or suggests about the peer that it names.
struct Observation {
  std::string address;  // of the upstream field; empty when the line names none
  std::string scheme;   // of the upstream field, lower case
  Protocols speaks;     // protocols that the entry supports; empty when it only excludes
  Protocols excludes;   // protocols that the entry contradicts
  Protocols leaves;     // the likely ones among those it leaves open, likeliest first; never proof
  Strength strength = Strength::supporting;  // of `speaks` and `excludes`
  std::string
      sentence;  // why, for a person: "frame size 4740180 is `HTT`, the start of an HTTP/1.x response"
  bool folklore = false;    // nginx never writes this line (no tag of its source does), though its meaning is
                            // clear
  uint8_t failed_wire = 0;  // bit_of() the wire of a request that failed for an unknown reason
  std::string foreign;      // the peer speaks this instead of HTTP ("SSH", "FastCGI")
};

// nullopt: the entry says nothing about what the backend speaks.
std::optional<Observation> observe(const Entry& entry, std::string_view text);

// The first three bytes of the response that nginx read as a frame length (ngx_http_grpc_module.c): 4740180 →
// "HTT". Raw bytes, always three.
std::string decode_frame_size(uint32_t size);

}  // namespace stackengine::error_log
