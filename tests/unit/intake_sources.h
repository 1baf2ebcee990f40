// Sources for tests: what a paste holds, as kind, name and text, checked against the document's bytes.
#pragma once

#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "intake/intake.h"

namespace stackengine::intake {

struct SeenSource {
  SourceKind kind;
  std::string name;
  std::string text;
};

inline bool operator==(const SeenSource& a, const SeenSource& b) {
  return a.kind == b.kind && a.name == b.name && a.text == b.text;
}

inline std::ostream& operator<<(std::ostream& out, const SeenSource& source) {
  return out << "kind " << static_cast<int>(source.kind) << ", `" << source.name << "`:\n"
             << source.text << "---\n";
}

// The bytes of a run, with a blank where a wrapped log entry went on in the next line.
inline std::string as_read(std::string original, const std::string& read) {
  for (size_t i = 0; i < original.size() && i < read.size(); ++i) {
    if (original[i] == '\n' && read[i] == ' ') original[i] = ' ';
  }
  return original;
}

// What every reading promises: pieces tile the document as whole lines, neighbours differ, and each byte of a
// source stands in the document where its run says.
inline void expect_sound(const Document& document, const Reading& reading) {
  uint32_t at = 0;
  const Piece* before = nullptr;
  for (const Piece& piece : reading.pieces) {
    ASSERT_EQ(piece.span.start, at);
    ASSERT_LT(piece.span.start, piece.span.end);
    at = piece.span.end;
    ASSERT_TRUE(at == document.text.size() || document.text[at - 1] == '\n');
    ASSERT_TRUE(before == nullptr || before->kind != piece.kind);
    before = &piece;
  }
  ASSERT_EQ(at, document.text.size());

  uint32_t first = 0;
  std::vector<bool> used(document.text.size());
  for (const Source& source : reading.sources) {
    ASSERT_FALSE(source.text.empty());
    ASSERT_FALSE(source.runs.empty());
    ASSERT_EQ(source.runs[0].at, 0u);
    ASSERT_LE(first, source.runs[0].start);
    first = source.runs[0].start;
    for (size_t i = 0; i < source.runs.size(); ++i) {
      const Run& run = source.runs[i];
      const size_t end = i + 1 < source.runs.size() ? source.runs[i + 1].at : source.text.size();
      ASSERT_LT(run.at, end);
      ASSERT_LE(run.start + (end - run.at), document.text.size());
      ASSERT_EQ(
          source.text.substr(run.at, end - run.at),
          as_read(document.text.substr(run.start, end - run.at), source.text.substr(run.at, end - run.at)));
      for (size_t byte = run.start; byte < run.start + (end - run.at); ++byte) {
        ASSERT_FALSE(used[byte]) << "byte " << byte << " is in two places";
        used[byte] = true;
      }
    }
  }
}

inline std::vector<SeenSource> sources_of(const std::string& text) {
  const Document document{"paste", text, DocumentKind::automatic};
  const Reading reading = read(document, 0);
  expect_sound(document, reading);
  std::vector<SeenSource> seen;
  for (const Source& source : reading.sources) seen.push_back({source.kind, source.name, source.text});
  return seen;
}

}  // namespace stackengine::intake
