#include <algorithm>
#include <memory>
#include <utility>

#include "assistant/redacted_texts.h"
#include "assistant/resolve.h"
#include "diagnosis/quoted.h"
#include "nginx/config.h"

namespace stackengine::assistant {
namespace {

using nginx::Config;
using nginx::DirectiveId;

std::string header_of(const Config& config, DirectiveId id) {
  std::string text(config.name(id));
  for (uint32_t i = 0; i < config.tree().argument_count(id); ++i) text += " " + config.argument(id, i);
  return text;
}

// What tells two blocks of one header apart: the names and sockets of a server.
std::string identity_of(const Config& config, DirectiveId id) {
  std::string text;
  for (const char* name : {"server_name", "listen"}) {
    for (const DirectiveId child : config.find(id, name)) text += header_of(config, child) + ";";
  }
  return text;
}

struct Place {
  size_t source;
  const Config* config;
  DirectiveId id;
};

class BlockResolver {
 public:
  BlockResolver(const Sources& sources, const std::string& text, Resolved* out)
      : sources_(sources), block_(text), out_(out) {}

  void run() {
    if (!block_.errors().empty()) return refuse("does not parse, so nothing of it was taken");
    for (size_t i = 0; i < sources_.size(); ++i) {
      if (sources_[i].config) configs_.emplace_back(i, &*sources_[i].config);
    }
    if (const std::string_view comment = left_out(); !comment.empty())
      return refuse("leaves lines out (" + quoted(comment) + "), and taking it would delete them");
    std::vector<const std::pair<size_t, const Config*>*> whole;
    for (const auto& one : configs_) {
      if (is_whole(*one.second)) whole.push_back(&one);
    }
    if (whole.size() == 1) {
      const std::string& text = sources_[whole[0]->first].text;
      std::string replacement = with_line_ends_of(text, block_.text());
      if (!text.empty() && text.back() != '\n') replacement.erase(replacement.find_last_not_of("\r\n") + 1);
      out_->replacements.push_back(
          {whole[0]->first, {0, static_cast<uint32_t>(text.size())}, std::move(replacement)});
      return;
    }
    for (const DirectiveId id : block_.tree().children(nginx::kNoDirective)) place(id);
  }

 private:
  void refuse(const std::string& why) {
    const auto top = block_.tree().children(nginx::kNoDirective);
    const std::string what = top.empty() ? "" : " " + quoted(header_of(block_, top[0]));
    out_->refused.push_back("the fenced block" + what + " " + why);
  }

  // A comment that stands for lines which were left out, unless the input has it too.
  std::string_view left_out() const {
    for (const nginx::Token& token : block_.tree().tokens) {
      const std::string_view text = token.span.in(block_.text());
      const bool dots = token.kind == nginx::TokenKind::word && (text == "..." || text == "\xE2\x80\xA6");
      if (!dots && (token.kind != nginx::TokenKind::comment || !is_elision(text))) continue;
      const auto has = [&](const auto& one) {
        return sources_[one.first].text.find(text) != std::string::npos;
      };
      if (std::none_of(configs_.begin(), configs_.end(), has)) return text;
    }
    return {};
  }

  // Whether the fence has everything that the file has at its top.
  bool is_whole(const Config& config) const {
    const auto own = config.tree().children(nginx::kNoDirective);
    if (own.empty()) return false;
    const auto keys = [](const Config& in, const std::vector<DirectiveId>& ids) {
      std::vector<std::string> all;
      all.reserve(ids.size());
      for (const DirectiveId id : ids)
        all.push_back(in.tree().is_block(id) ? header_of(in, id) : std::string(in.name(id)));
      std::sort(all.begin(), all.end());
      return all;
    };
    const auto given = keys(block_, block_.tree().children(nginx::kNoDirective));
    const auto wanted = keys(config, own);
    return std::includes(given.begin(), given.end(), wanted.begin(), wanted.end());
  }

  std::vector<Place> find(const std::string& header) const {
    std::vector<Place> found;
    for (const auto& [source, config] : configs_) {
      for (DirectiveId id = 0; id < config->tree().directives.size(); ++id) {
        if (config->tree().is_block(id) && config->directive(id).closed && header_of(*config, id) == header)
          found.push_back({source, config, id});
      }
    }
    return found;
  }

  void place(DirectiveId id, int frames = 0) {
    const std::string header = header_of(block_, id);
    if (!block_.tree().is_block(id)) {
      if (!stands_somewhere(header))
        out_->refused.push_back(quoted(header) + " stands in a fence without the block that it belongs to");
      return;
    }
    std::vector<Place> found = find(header);
    // Models write a fragment as a whole: `http {}` and `server {}` around it, where the input has none.
    if (found.empty() && frames < 2 && (header == "http" || header == "server")) {
      for (const DirectiveId child : block_.tree().children(id)) place(child, frames + 1);
      return;
    }
    if (found.size() > 1) {
      const std::string identity = identity_of(block_, id);
      const auto other = [&](const Place& one) { return identity_of(*one.config, one.id) != identity; };
      found.erase(std::remove_if(found.begin(), found.end(), other), found.end());
    }
    if (found.empty()) {
      out_->refused.push_back("the fenced block " + quoted(header) +
                              " is none of the input's, and nothing says where it would go");
    } else if (found.size() > 1) {
      out_->refused.push_back("the fenced block " + quoted(header) + " may be any of " +
                              std::to_string(found.size()) + " blocks of the input");
    } else {
      replace(id, found[0]);
    }
  }

  bool stands_somewhere(const std::string& header) const {
    for (const auto& [source, config] : configs_) {
      for (DirectiveId id = 0; id < config->tree().directives.size(); ++id) {
        if (!config->tree().is_block(id) && header_of(*config, id) == header) return true;
      }
    }
    return false;
  }

  // The block's lines, indented as those that they replace.
  void replace(DirectiveId id, const Place& place) {
    const std::string& text = sources_[place.source].text;
    const Span old = place.config->directive(place.id).span;
    const size_t before = old.start == 0 ? std::string::npos : text.rfind('\n', old.start - 1);
    const size_t line = before == std::string::npos ? 0 : before + 1;
    const size_t lf = text.find('\n', old.end);
    const size_t end = lf == std::string::npos ? text.size() : lf + 1;

    const std::string_view given = block_.text();
    const Span span = block_.directive(id).span;
    const size_t given_before = span.start == 0 ? std::string_view::npos : given.rfind('\n', span.start - 1);
    const size_t given_line = given_before == std::string_view::npos ? 0 : given_before + 1;
    const std::string_view meant = given.substr(given_line, span.start - given_line);
    const std::string_view own(text.data() + line, old.start - line);
    const bool blanks = own.find_first_not_of(" \t") == std::string_view::npos;

    std::string body;
    bool first = true;
    for (const std::string_view one : split_lines(span.in(given))) {
      if (!std::exchange(first, false)) body += '\n';
      if (body.empty() || !blanks || one.substr(0, meant.size()) != meant ||
          meant.find_first_not_of(" \t") != std::string_view::npos) {
        body.append(one);
      } else {
        body.append(one.empty() ? std::string_view() : own).append(one.substr(meant.size()));
      }
    }
    Replacement out;
    out.source = place.source;
    out.span = {static_cast<uint32_t>(line), static_cast<uint32_t>(end)};
    out.text = text.substr(line, old.start - line) + with_line_ends_of(text, body) +
               text.substr(old.end, end - old.end);
    out_->replacements.push_back(std::move(out));
  }

  const Sources& sources_;
  Config block_;
  Resolved* out_;
  std::vector<std::pair<size_t, const Config*>> configs_;
};

}  // namespace

// Models shorten what they do not change; taken literally, that deletes it.
bool is_elision(std::string_view comment) {
  std::string words;
  for (const char c : comment.substr(0, 200)) words += c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
  for (const char* sign : {"...", "\xE2\x80\xA6", "unchanged", "rest of", "remains", "same as before",
                           "as before", "other directives", "existing ", "omitted", "keep the", "as is",
                           "other settings", "remaining", "no change", "not shown", "truncated"}) {
    if (words.find(sign) != std::string::npos) return true;
  }
  return false;
}

void resolve_block(const Sources& sources, const Proposal& proposal, Resolved* out) {
  BlockResolver(sources, proposal.new_text, out).run();
}

}  // namespace stackengine::assistant
