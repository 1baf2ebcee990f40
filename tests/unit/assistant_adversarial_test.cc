// Answers that harm, by intent or by mistake: each is refused or marked for what it is, and none changes the
// text unseen. Prints caught / tried.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <random>

#include "unit/assistant_cases.h"

namespace stackengine::assistant {
namespace {

bool has_mark(const Hunk& hunk, const std::string& kind) {
  return std::any_of(hunk.marks.begin(), hunk.marks.end(),
                     [&](const Mark& mark) { return to_string(mark.kind) == kind; });
}

std::string describe(const Review& review) {
  std::string out;
  for (const Hunk& hunk : review.hunks) {
    out += std::string(to_string(hunk.status)) + " line " + std::to_string(hunk.line) + ":\n" + hunk.after;
    for (const Mark& mark : hunk.marks)
      out += "  " + std::string(to_string(mark.kind)) + ": " + mark.message + "\n";
  }
  for (const std::string& words : review.refused) out += "refused: " + words + "\n";
  return out.substr(0, 3000);
}

// Why the review does not do what the case wants; empty when it does.
std::string missed(const Json& expect, const Review& review) {
  if (expect.contains("words")) {
    const std::string words = expect["words"];
    for (const std::string& refused : review.refused) {
      if (refused.find(words) != std::string::npos) return "";
    }
    return "is not refused in the words `" + words + "`";
  }
  if (expect.contains("nothing")) return review.hunks.empty() ? "" : "has hunks";
  const std::string kind = expect["kind"];
  const std::string status = expect["status"];
  for (const Hunk& hunk : review.hunks) {
    if (!has_mark(hunk, kind)) continue;
    if (status == to_string(hunk.status)) return "";
    if (status == "marked" && hunk.status == HunkStatus::refused) return "";
  }
  return "has no hunk that is " + status + " for " + kind;
}

std::string text_of(const Review& review) {
  std::string text = review.patch;
  for (const FixedFile& file : review.files) text += file.after;
  return text;
}

TEST(AssistantAdversarial, EachIsRefusedOrMarked) {
  const Json data = read_cases("adversarial.json");
  ASSERT_TRUE(data.is_object());
  size_t tried = 0;
  size_t caught = 0;
  for (const Json& one : data["cases"]) {
    const std::string name = one["name"];
    const Asked asked = ask(data["configurations"][one["config"].get<std::string>()]);
    ASSERT_EQ(asked.prompt.refusal, "") << name;
    Json all = one;
    all["accept"] = "all";
    const Review review = review_case(one, asked);
    const Review accepted = review_case(all, asked);
    ++tried;

    std::string why = missed(one["expect"], review);
    // Without anybody's word only what is clean is applied, and what is refused never is.
    for (const Review* each : {&review, &accepted}) {
      for (size_t i = 0; i < each->files.size(); ++i) {
        if (each->files[i].after != input_and_accepted(*each, i)) why = "changes the text beside its hunks";
      }
      for (const Hunk& hunk : each->hunks) {
        if (hunk.accepted && hunk.status == HunkStatus::refused) why = "applies a refused hunk";
      }
    }
    for (const Hunk& hunk : review.hunks) {
      if (hunk.accepted && hunk.status != HunkStatus::clean) why = "applies a hunk that nobody accepted";
    }
    if (one.contains("absent") && text_of(review).find(one["absent"].get<std::string>()) != std::string::npos)
      why = "changes the text unseen";
    EXPECT_EQ(why, "") << name << "\n" << describe(review);
    if (why.empty()) ++caught;
  }
  EXPECT_GE(tried, 180u);
  std::printf("adversarial answers: %zu caught / %zu tried\n", caught, tried);
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::stringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

// Hunks are looked at together, and taken one by one: what is applied without anybody's word has to be clean
// by itself, too. Lines of a configuration go, move, come twice and become comments at random.
TEST(AssistantAdversarial, WhatIsAppliedUnaskedIsCleanByItself) {
  const Json data = read_cases("adversarial.json");
  std::mt19937 random(7);
  const auto below = [&](size_t limit) { return random() % limit; };
  size_t applied = 0;
  for (const char* name : {"shop", "app", "objects"}) {
    const Asked asked = ask(data["configurations"][name]);
    const auto source = std::find_if(asked.analysis.sources.begin(), asked.analysis.sources.end(),
                                     [](const Source& one) { return one.kind != SourceKind::error_log; });
    ASSERT_NE(source, asked.analysis.sources.end());
    // One edit of the whole text: the review finds out what really differs.
    const auto reviewed = [&](const std::vector<std::string>& lines) {
      std::string text;
      for (const std::string& line : lines) text += line + "\n";
      const Json edit = {{"file", source->name}, {"old", source->text}, {"new", text}};
      ReviewRequest request;
      request.task = Task::question;
      request.answer = Json({{"explanation", ""}, {"edits", Json::array({edit})}}).dump();
      return review_answer(asked.workspace, asked.analysis, request);
    };
    for (int round = 0; round < 1000; ++round) {
      std::vector<std::string> lines = lines_of(source->text);
      for (size_t edits = 1 + below(4); edits > 0; --edits) {
        const size_t at = below(lines.size() - 1);
        const std::string line = lines[at];
        const size_t kind = below(10);
        if (kind < 8) lines.erase(lines.begin() + static_cast<ptrdiff_t>(at));
        if (kind >= 3) {
          const size_t to = std::min(lines.size() - 1, (at > 9 ? at - 9 : 0) + below(19));
          lines.insert(lines.begin() + static_cast<ptrdiff_t>(to), kind == 9 ? "#" + line : line);
        }
      }
      const Review review = reviewed(lines);
      if (review.files.empty() || review.patch.empty()) continue;
      ++applied;
      for (const Hunk& hunk : reviewed(lines_of(review.files[0].after)).hunks)
        EXPECT_EQ(hunk.status, HunkStatus::clean) << "round " << round << "\n" << describe(review);
    }
  }
  EXPECT_GE(applied, 100u);
  std::printf("random edits: %zu of 3000 had something to apply unasked, each clean by itself\n", applied);
}

}  // namespace
}  // namespace stackengine::assistant
