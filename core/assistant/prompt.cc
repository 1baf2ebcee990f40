#include "assistant/prompt.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "assistant/budget.h"
#include "assistant/gate.h"
#include "assistant/prompt_words.h"
#include "assistant/redacted_texts.h"
#include "nginx/config.h"
#include "redaction/leak_gate.h"
#include "text/line_index.h"

namespace stackengine::assistant {
namespace {

constexpr uint32_t kLinesAround = 12;  // of a finding that no block holds, or a very long one
constexpr uint32_t kLongBlock = 120;   // lines
constexpr uint32_t kChunk = 40;        // lines of a file that are taken or dropped together
constexpr size_t kMostLogLines = 20;
constexpr size_t kMostFindings = 60;

bool is_sent(const Source& source) {
  return source.kind == SourceKind::nginx || source.kind == SourceKind::kubernetes;
}

template <typename T>
bool contains(const std::vector<T>& list, const T& one) {
  return std::find(list.begin(), list.end(), one) != list.end();
}

// Lines [first, end) of a source, 0-based.
struct Lines {
  uint32_t first = 0;
  uint32_t end = 0;
};

// A block of text, made of notes and fixed words, whose notes are redacted later.
struct Paragraph {
  Weight weight = Weight::note;
  std::vector<std::pair<std::string_view, size_t>> lines;  // fixed words, and the note behind them
};

// A piece of a source.
struct Chunk {
  size_t source = 0;
  Lines lines;
};

// Text to be sent, and the same without the user's data.
struct Framed {
  std::string text;
  std::string frame;

  void own(std::string_view words) {
    text += words;
    frame += words;
  }
  void data(std::string_view bytes) { text += bytes; }
  void add(const Framed& other) {
    text += other.text;
    frame += other.frame;
  }
};

class Composer {
 public:
  Composer(const Workspace& workspace, const Analysis& analysis, const PromptRequest& request)
      : workspace_(workspace), analysis_(analysis), request_(request) {}

  Prompt run() {
    Prompt prompt;
    prompt.refusal = analysis_.refusal;
    if (prompt.refusal.empty() && request_.task == Task::question && is_blank(request_.question))
      prompt.refusal = "the question is empty: write what you want to know";
    if (!prompt.refusal.empty()) return prompt;
    name_files();
    write_findings();
    write_backends();
    write_missing();
    texts_ = redact_together(workspace_, analysis_, notes_, request_.question, request_.policy);
    prompt.refusal = texts_.refusal;
    if (!prompt.refusal.empty()) return prompt;
    for (const std::string& text : texts_.sources) lines_.push_back(split_lines(text));
    choose_lines();

    prompt.system = system_text();
    fit(&prompt);
    prompt.tokens = estimated_tokens(prompt.system.size()) + estimated_tokens(prompt.user.size());
    prompt.redaction = std::move(texts_.redaction);
    if (prompt.refusal.empty()) check(&prompt);
    if (!prompt.refusal.empty()) prompt.system = prompt.user = prompt.frame = "";
    return prompt;
  }

 private:
  static bool is_blank(const std::string& text) {
    return text.find_first_not_of(" \t\r\n") == std::string::npos;
  }

  // Names are the user's, so they are notes; two files of one name get a number.
  void name_files() {
    std::vector<std::string> used;
    for (const Source& source : analysis_.sources) {
      std::string name = source.name == "-" ? source.file : source.name;
      for (int number = 2; is_sent(source) && contains(used, name); ++number)
        name = source.name + " (" + std::to_string(number) + ")";
      names_.push_back(notes_.add(name));
      used.push_back(std::move(name));
    }
  }

  uint32_t line_of(const Place& place) {
    while (indexes_.size() < analysis_.sources.size())
      indexes_.emplace_back(analysis_.sources[indexes_.size()].text);
    return indexes_[place.source].at(place.span.start).line;
  }

  void write_findings() {
    size_t count = 0;
    for (const Diagnostic& diagnostic : analysis_.diagnostics) {
      if (++count > listed(analysis_)) break;
      if (count > kMostFindings && diagnostic.severity != Severity::error) continue;
      Paragraph out;
      out.weight = diagnostic.severity == Severity::error     ? Weight::error_finding
                   : diagnostic.severity == Severity::warning ? Weight::warning_finding
                                                              : Weight::info_finding;
      const auto add = [&](std::string_view words, const std::string& note) {
        if (!note.empty()) out.lines.emplace_back(words, notes_.add(note));
      };
      add("> ", std::string(to_string(diagnostic.severity)) + " [" + diagnostic.rule + "] in " +
                    analysis_.sources[diagnostic.place.source].name + " line " +
                    std::to_string(line_of(diagnostic.place)) + ": " + diagnostic.message);
      add(">   why: ", diagnostic.why);
      add(">   help: ", diagnostic.help);
      add(">   nginx -t says: ", diagnostic.nginx_message);
      for (const Evidence& evidence : diagnostic.evidence)
        add(">   evidence: ", std::string(to_string(evidence.strength)) + ": " + evidence.text);
      for (const Fix& fix : diagnostic.fixes) {
        add(">   possible fix: ", fix.title + " (" + std::string(to_string(fix.applicability)) +
                                      (fix.assumption.empty() ? ")" : ", assumes " + fix.assumption + ")"));
      }
      findings_.push_back(std::move(out));
    }
  }

  void write_backends() {
    for (const Backend& backend : analysis_.backends) {
      if (!backend.used) continue;
      std::string text = backend.name;
      for (const std::string& peer : backend.peers) text += (&peer == &backend.peers[0] ? " (" : ", ") + peer;
      if (!backend.peers.empty()) text += ")";
      text += ": ";
      switch (backend.certainty) {
        case Certainty::known:
          text += "speaks";
          break;
        case Certainty::suspected:
          text += "probably speaks";
          break;
        case Certainty::conflicting:
          text += "evidence contradicts itself:";
          break;
        case Certainty::unknown:
          text += "nobody knows what it speaks";
          break;
      }
      for (const Protocol protocol : backend.protocols)
        text += (protocol == backend.protocols[0] ? " " : " and ") + std::string(describe(protocol));
      for (const Protocol protocol : backend.excluded) text += ", not " + std::string(describe(protocol));
      if (!backend.foreign.empty()) text += " speaks " + backend.foreign;
      Paragraph out;
      out.weight = Weight::backend;
      out.lines.emplace_back("> ", notes_.add(text));
      backends_.push_back(std::move(out));
    }
  }

  void write_missing() {
    for (const MissingInclude& missing : analysis_.missing_includes) {
      Paragraph out;
      out.weight = Weight::note;
      out.lines.emplace_back("> not given, but included: ", notes_.add(missing.path));
      missing_.push_back(std::move(out));
    }
  }

  // The lines of the block that a finding stands in, and its own.
  Lines around(const std::optional<nginx::Config>& config, const Place& place, uint32_t count) {
    const uint32_t line = line_of(place) - 1;
    Lines lines = {line > kLinesAround ? line - kLinesAround : 0, std::min(count, line + kLinesAround + 1)};
    if (!config) return lines;
    const auto& directives = config->tree().directives;
    auto found = std::upper_bound(
        directives.begin(), directives.end(), place.span.start,
        [](uint32_t offset, const nginx::Directive& directive) { return offset < directive.span.start; });
    if (found == directives.begin()) return lines;
    auto id = static_cast<nginx::DirectiveId>(found - directives.begin() - 1);
    while (id != nginx::kNoDirective &&
           (!config->tree().is_block(id) || directives[id].span.end < place.span.end))
      id = directives[id].parent;
    if (id == nginx::kNoDirective) return lines;
    const LineIndex& index = indexes_[place.source];
    const uint32_t first = index.at(directives[id].span.start).line - 1;
    const uint32_t end = std::min(count, index.at(directives[id].span.end).line);
    return end - first <= kLongBlock ? Lines{first, end} : lines;
  }

  // Cuts every configuration into pieces: around findings, and the rest.
  void choose_lines() {
    const size_t count = analysis_.sources.size();
    std::vector<std::vector<Lines>> near(count);
    for (const Diagnostic& diagnostic : analysis_.diagnostics) {
      const size_t i = diagnostic.place.source;
      if (!is_sent(analysis_.sources[i])) continue;
      const std::optional<nginx::Config>& config = analysis_.sources[i].config;
      near[i].push_back(around(config, diagnostic.place, line_count(i)));
      for (const RelatedPlace& related : diagnostic.related) {
        if (related.place.source == i) near[i].push_back(around(config, related.place, line_count(i)));
      }
    }
    for (size_t i = 0; i < count; ++i) {
      if (is_sent(analysis_.sources[i])) cut(i, std::move(near[i]));
    }
  }

  uint32_t line_count(size_t source) const { return static_cast<uint32_t>(lines_[source].size()); }

  void cut(size_t source, std::vector<Lines> near) {
    const Weight rest = near.empty() ? Weight::other_file : Weight::same_file;
    std::sort(near.begin(), near.end(), [](Lines a, Lines b) { return a.first < b.first; });
    uint32_t done = 0;
    const auto add_rest = [&](uint32_t end) {
      for (; done < end; done = std::min(end, done + kChunk))
        add_chunk(source, {done, std::min(end, done + kChunk)}, rest);
    };
    for (const Lines& lines : near) {
      if (lines.end <= done) continue;
      add_rest(lines.first);
      add_chunk(source, {done, lines.end}, Weight::block_with_finding);
      done = lines.end;
    }
    add_rest(line_count(source));
  }

  void add_chunk(size_t source, Lines lines, Weight weight) {
    if (lines.first >= lines.end) return;
    chunks_.push_back({source, lines});
    size_t bytes = 0;
    for (uint32_t line = lines.first; line < lines.end; ++line) bytes += lines_[source][line].size() + 9;
    parts_.push_back({weight, bytes});
  }

  Framed text_of(const Paragraph& paragraph) const {
    Framed out;
    for (const auto& [words, note] : paragraph.lines) {
      out.own(words);
      out.data(texts_.notes[note]);
      out.own("\n");
    }
    return out;
  }

  // Puts the text together from what fits.
  void fit(Prompt* prompt) {
    Framed user;
    user.own("TASK\n" + std::string(task_text(request_.task)) + "\n");
    if (!is_blank(request_.question)) {
      user.own("\nQUESTION\n");
      for (const std::string& line : texts_.question) add_data_line(line, &user);
    }
    user.own("\nNGINX\n" + version_text() + "\n");

    std::vector<Framed> others;  // texts of the parts behind the chunks
    const size_t first_other = parts_.size();
    const auto add = [&](Weight weight, Framed part) {
      parts_.push_back({weight, part.text.size()});
      others.push_back(std::move(part));
    };
    for (const Paragraph& one : findings_) add(one.weight, text_of(one));
    const size_t backends = others.size();
    for (const Paragraph& one : backends_) add(one.weight, text_of(one));
    for (const Paragraph& one : missing_) add(one.weight, text_of(one));
    const size_t log = others.size();
    for (const std::string_view line : log_lines()) {
      Framed out;
      add_data_line(line, &out);
      add(Weight::log_line, std::move(out));
    }
    const size_t facts = others.size();
    std::vector<std::string_view> told;
    for (const Diagnostic& diagnostic : analysis_.diagnostics) {
      const std::string_view fact = measured_fact(diagnostic.rule);
      if (fact.empty() || contains(told, fact)) continue;
      told.push_back(fact);
      Framed out;
      out.own("- " + std::string(fact) + "\n");
      add(Weight::fact, std::move(out));
    }

    size_t fixed = user.text.size() + 100;  // headings
    for (const size_t name : names_) fixed += texts_.notes[name].size() + 60;
    const size_t tokens = estimated_tokens(prompt->system.size()) + estimated_tokens(fixed);
    if (tokens >= request_.budget_tokens) {
      prompt->refusal = "the budget of " + std::to_string(request_.budget_tokens) +
                        " tokens does not hold the instructions, which take about " + std::to_string(tokens);
      return;
    }
    const size_t left = (request_.budget_tokens - tokens) * 5 / 2;
    const std::vector<bool> taken = choose_parts(parts_, left);

    write_files(taken, &user, prompt);
    const auto section = [&](const char* heading, size_t from, size_t to) {
      bool any = false;
      for (size_t i = from; i < to; ++i) {
        if (!taken[first_other + i]) continue;
        if (!std::exchange(any, true)) user.own(heading);
        user.add(others[i]);
      }
      return any;
    };
    if (!section("\nFINDINGS\n", 0, backends)) user.own("\nFINDINGS\nnone\n");
    section("\nBACKENDS\n", backends, log);
    section("\nLOG\n", log, facts);
    section("\nMEASURED\n", facts, others.size());
    prompt->user = std::move(user.text);
    prompt->frame = std::move(user.frame);
    for (std::string& words : describe_dropped(parts_, taken)) prompt->dropped.push_back(std::move(words));
  }

  std::string version_text() const {
    const nginx::BuildFacts& facts = analysis_.nginx;
    if (!facts.version) return "version: not known";
    std::string text = "version: " + nginx::to_string(*facts.version);
    if (!facts.claim.exact && facts.claim.origin != nginx::Origin::unknown)
      text += " (or later in that series)";
    return text;
  }

  // The entries that say something, as they stand in the log.
  std::vector<std::string_view> log_lines() const {
    std::vector<std::string_view> out;
    std::vector<LineIndex> indexes;
    std::vector<size_t> of;
    for (const LogReport& report : analysis_.log) {
      if (report.what.empty() || report.like || out.size() == kMostLogLines) continue;
      if (of.empty() || of.back() != report.source) {
        of.push_back(report.source);
        indexes.emplace_back(analysis_.sources[report.source].text);
      }
      const uint32_t line = indexes.back().at(report.entry.span.start).line - 1;
      if (line < lines_[report.source].size()) out.push_back(lines_[report.source][line]);
    }
    return out;
  }

  static void add_data_line(std::string_view line, Framed* out) {
    out->own("> ");
    out->data(line);
    out->own("\n");
  }

  void write_files(const std::vector<bool>& taken, Framed* user, Prompt* prompt) {
    size_t chunk = 0;
    for (size_t i = 0; i < analysis_.sources.size(); ++i) {
      if (!is_sent(analysis_.sources[i])) continue;
      Framed body;
      uint32_t left_out = 0;
      uint32_t gap = 0;
      for (; chunk < chunks_.size() && chunks_[chunk].source == i; ++chunk) {
        const Lines lines = chunks_[chunk].lines;
        if (!taken[chunk]) {
          left_out += lines.end - lines.first;
          gap += lines.end - lines.first;
          continue;
        }
        end_gap(std::exchange(gap, 0), &body);
        for (uint32_t line = lines.first; line < lines.end; ++line) {
          body.own(std::to_string(line + 1) + "| ");
          body.data(lines_[i][line]);
          body.own("\n");
        }
      }
      end_gap(gap, &body);
      user->own("\nFILE > ");
      user->data(texts_.notes[names_[i]]);
      user->own("\n");
      user->add(body);
      if (left_out > 0) {
        prompt->dropped.push_back(std::to_string(left_out) + (left_out == 1 ? " line of `" : " lines of `") +
                                  analysis_.sources[i].name + "`");
      }
    }
  }

  static void end_gap(uint32_t lines, Framed* body) {
    if (lines > 0)
      body->own("(" + std::to_string(lines) + (lines == 1 ? " line" : " lines") + " left out)\n");
  }

  void check(Prompt* prompt) {
    const redaction::Vault& vault = prompt->redaction.vault;
    // The instructions hold nothing of the user's.
    const std::vector<redaction::Leak> leaks = find_outgoing_leaks(prompt->user, prompt->frame, vault);
    if (leaks.empty()) return;
    std::vector<std::string_view> classes;
    std::string list;
    for (const redaction::Leak& leak : leaks) {
      const std::string_view one = redaction::to_string(vault.entries[leak.entry].secret_class);
      if (contains(classes, one)) continue;
      classes.push_back(one);
      list += (list.empty() ? "`" : ", `") + std::string(one) + "`";
    }
    prompt->refusal =
        "the check of the outgoing text found " + std::to_string(leaks.size()) +
        (leaks.size() == 1 ? " protected value" : " protected values") + " left in it (" + list +
        "); nothing may be sent. Rename the value in the text, or allow it in the redaction's settings if it is public";
  }

  const Workspace& workspace_;
  const Analysis& analysis_;
  const PromptRequest& request_;
  Notes notes_;
  std::vector<size_t> names_;  // notes, by source
  std::vector<LineIndex> indexes_;
  std::vector<Paragraph> findings_;
  std::vector<Paragraph> backends_;
  std::vector<Paragraph> missing_;
  RedactedTexts texts_;
  std::vector<std::vector<std::string_view>> lines_;  // by source, redacted
  std::vector<Chunk> chunks_;
  std::vector<Part> parts_;  // of the chunks, then of what stands behind them
};

}  // namespace

size_t estimated_tokens(size_t bytes) { return (bytes * 2 + 4) / 5; }

Prompt compose_prompt(const Workspace& workspace, const Analysis& analysis, const PromptRequest& request) {
  return Composer(workspace, analysis, request).run();
}

}  // namespace stackengine::assistant
