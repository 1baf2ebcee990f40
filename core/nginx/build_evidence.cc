// Texts → build facts. Sources: nginx's src/core/nginx.c (ngx_show_version_info) and nginx.h
// (NGINX_VER_BUILD); facts/nginx.md section 4.
#include <algorithm>
#include <utility>

#include "nginx/build_facts.h"
#include "text/ascii.h"
#include "text/characters.h"

namespace stackengine::nginx {
namespace {

std::string_view trim(std::string_view text) {
  const size_t start = text.find_first_not_of(" \t\r");
  if (start == std::string_view::npos) return {};
  return text.substr(start, text.find_last_not_of(" \t\r") - start + 1);
}

template <typename Visit>
void for_each_line(std::string_view text, Visit visit) {
  for (size_t start = 0; start < text.size();) {
    const size_t end = std::min(text.find('\n', start), text.size());
    visit(text.substr(start, end - start));
    start = end + 1;
  }
}

Span span_of(std::string_view text, std::string_view part) {
  const auto start = static_cast<uint32_t>(part.data() - text.data());
  return {start, start + static_cast<uint32_t>(part.size())};
}

struct Number {
  Version version;
  bool exact = false;
  size_t length = 0;  // 0: not an nginx version
};

// `1.25.3`, `1.25` (not exact), `1.25.3.1` (OpenResty: nginx's, then its own). The next
// character must not continue the number.
Number read_number(std::string_view text) {
  Number number;
  int* const parts[] = {&number.version.major, &number.version.minor, &number.version.patch};
  int count = 0;
  size_t at = 0;
  while (count < 4) {
    const size_t start = at;
    int value = 0;
    for (; at < text.size() && is_digit(text[at]) && at - start < 6; ++at)
      value = value * 10 + (text[at] - '0');
    if (at == start || (at < text.size() && is_digit(text[at]))) return {};
    if (count < 3) *parts[count] = value;
    ++count;
    if (at + 1 >= text.size() || text[at] != '.' || !is_digit(text[at + 1])) break;
    ++at;
  }
  if (count < 2) return {};
  number.exact = count >= 3;
  number.length = at;
  return number;
}

// Reads `nginx/1.22.1 (Ubuntu)` at the start of `words`; false for another server, or without a version.
bool read_product(std::string_view text, std::string_view words, Origin origin, BuildFacts* facts) {
  for (std::string_view product : {"nginx", "openresty"}) {
    if (!starts_with(words, product)) continue;
    const std::string_view rest = words.substr(product.size());
    if (!rest.empty() && rest[0] != '/' && rest[0] != ' ') continue;
    facts->product = std::string(product);
    if (product == "openresty") facts->distribution = "OpenResty";
    const Number number = rest.empty() ? Number() : read_number(rest.substr(1));
    if (number.length == 0 || !number.exact || rest[0] != '/') return true;
    facts->version = number.version;
    facts->claim = {number.version, true, origin, 0,
                    span_of(text, words.substr(0, product.size() + 1 + number.length))};

    const std::string_view build = rest.substr(1 + number.length);
    const size_t close = build.find(')');
    if (!starts_with(build, " (") || close == std::string_view::npos) return true;
    const std::string_view name = build.substr(2, close - 2);
    constexpr std::string_view kPlus = "nginx-plus-";
    if (starts_with(name, kPlus)) {
      facts->plus_release = std::string(name.substr(kPlus.size()));
    } else if (facts->distribution.empty()) {
      facts->distribution = std::string(name);
    }
    return true;
  }
  return false;
}

// The builder, from paths in the compiler flags: nginx.org builds its packages below /data/builder, Debian
// and Ubuntu below /build.
void read_builder(BuildFacts* facts) {
  for (const std::string& argument : *facts->arguments) {
    if (!starts_with(argument, "--with-cc-opt=")) continue;
    if (argument.find("/data/builder/") != std::string::npos) {
      if (facts->distribution.empty()) facts->distribution = "nginx.org";
      facts->may_have_backports = facts->distribution != "nginx.org";
    } else if (argument.find("-prefix-map=/build/") != std::string::npos && facts->distribution.empty()) {
      facts->distribution = "Debian";
    }
  }
}

bool is_name_byte(char c) {
  return ('a' <= to_lower(c) && to_lower(c) <= 'z') || is_digit(c) || c == '-' || c == '_' || c == '.' ||
         c == '/' || c == ':' || c == '@';
}

// The image that a reference names, and its tag: `registry.example/nginx:1.25.3-alpine@sha256:…`.
BuildFacts read_image(std::string_view text, std::string_view reference) {
  BuildFacts facts;
  reference = reference.substr(0, reference.find('@'));
  const size_t slash = reference.rfind('/');
  const std::string_view folder =
      slash == std::string_view::npos ? std::string_view() : reference.substr(0, slash);
  const std::string_view name = slash == std::string_view::npos ? reference : reference.substr(slash + 1);
  const size_t colon = name.find(':');
  const std::string_view image = name.substr(0, colon);
  // `ingress-nginx/controller`, `nginx-ingress` and exporters have version numbers of their own.
  if (image != "nginx" && image != "nginx-unprivileged" && image != "openresty") return facts;
  facts.product = image == "openresty" ? "openresty" : "nginx";
  if (image == "openresty") facts.distribution = "OpenResty";
  const size_t last = folder.rfind('/');
  const std::string_view owner = last == std::string_view::npos ? folder : folder.substr(last + 1);
  if ((image == "nginx" && (folder.empty() || owner == "library")) ||
      (image == "nginx-unprivileged" && owner == "nginxinc")) {
    facts.distribution = "nginx.org";
    facts.may_have_backports = false;
  }
  if (colon == std::string_view::npos) return facts;
  const std::string_view tag = name.substr(colon + 1);
  const Number number = read_number(tag);
  if (number.length == 0 || (number.length < tag.size() && tag[number.length] != '-')) return facts;
  facts.version = number.version;
  facts.claim = {number.version, number.exact, Origin::image_tag, 0, span_of(text, reference)};
  return facts;
}

// The text after the first word that introduces an image on its line; empty without one.
std::string_view behind_image_word(std::string_view line) {
  line = trim(line);
  for (std::string_view lead : {"- ", "\"", "+ ", "+"}) {
    if (starts_with(line, lead)) line = trim(line.substr(lead.size()));
  }
  for (std::string_view word : {"image:", "image\":", "image =", "image=", "FROM ", "from "}) {
    if (starts_with(line, word)) return line.substr(word.size());
  }
  for (std::string_view word : {"docker ", "podman ", "--image=", "image: "}) {
    const size_t at = line.find(word);
    if (at != std::string_view::npos) return line.substr(at + word.size());
  }
  return {};
}

}  // namespace

BuildFacts parse_version_output(std::string_view text) {
  constexpr std::string_view kVersion = "nginx version: ";
  constexpr std::string_view kArguments = "configure arguments:";
  BuildFacts facts;
  std::string arguments;
  bool in_arguments = false;
  for_each_line(text, [&](std::string_view line) {
    line = trim(line);
    if (starts_with(line, kVersion)) {
      BuildFacts one;
      if (read_product(text, line.substr(kVersion.size()), Origin::version_output, &one))
        facts = merge(std::move(facts), one);
      in_arguments = false;
    } else if (starts_with(line, kArguments) && !facts.arguments) {
      facts.arguments.emplace();
      arguments = std::string(line.substr(kArguments.size()));
      in_arguments = true;
    } else if (in_arguments && starts_with(line, "--")) {  // where copying wrapped the line
      arguments += ' ';
      arguments += line;
    } else {
      in_arguments = false;
    }
  });
  if (facts.arguments) {
    facts.arguments = split_arguments(arguments);
    read_builder(&facts);
  }
  return facts;
}

BuildFacts parse_responses(std::string_view text) {
  BuildFacts facts;
  for_each_line(text, [&](std::string_view line) {
    line = trim(line);
    if (starts_with(line, "< ")) line = trim(line.substr(2));
    constexpr std::string_view kHeader = "server:";
    bool header = line.size() > kHeader.size();
    for (size_t i = 0; header && i < kHeader.size(); ++i) header = to_lower(line[i]) == kHeader[i];
    constexpr std::string_view kPage = "<center>";  // nginx source: ngx_http_special_response.c
    const size_t page = line.substr(0, 256).find("<center>nginx/");
    std::string_view words;
    if (header) {
      words = trim(line.substr(kHeader.size()));
    } else if (page != std::string_view::npos) {
      words = line.substr(page + kPage.size());
    } else {
      return;
    }
    BuildFacts one;
    if (read_product(text, words, Origin::response, &one)) facts = merge(std::move(facts), one);
  });
  return facts;
}

BuildFacts parse_image_tags(std::string_view text) {
  BuildFacts facts;
  for_each_line(text, [&](std::string_view line) {
    const std::string_view rest = behind_image_word(line);
    for (size_t at = 0; at < rest.size();) {
      size_t end = at;
      while (end < rest.size() && is_name_byte(rest[end])) ++end;
      const std::string_view reference = rest.substr(at, end - at);
      if (reference.find("nginx") != std::string_view::npos ||
          reference.find("openresty") != std::string_view::npos) {
        const BuildFacts one = read_image(text, reference);
        if (!one.product.empty()) {
          facts = merge(std::move(facts), one);
          break;
        }
      }
      at = end + 1;
    }
  });
  return facts;
}

std::vector<std::string> split_arguments(std::string_view text) {
  std::vector<std::string> out;
  std::string word;
  bool open = false;
  char quote = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quote != 0) {
      if (c == quote) {
        quote = 0;
      } else if (c == '\\' && quote == '"' && i + 1 < text.size()) {
        word += text[++i];
      } else {
        word += c;
      }
    } else if (c == '\'' || c == '"') {
      quote = c;
      open = true;
    } else if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
      if (open) out.push_back(std::move(word));
      word.clear();
      open = false;
    } else {
      if (c == '\\' && i + 1 < text.size()) ++i;
      word += text[i];
      open = true;
    }
  }
  if (open) out.push_back(std::move(word));
  return out;
}

}  // namespace stackengine::nginx
