// The engine's C ABI: three functions over plain memory, so that a loader needs no generated JavaScript
// (engine.js is it).
//
//   request  = stackengine_alloc(size)          the caller writes a framed message there
//   (core/protocol/message.h) response = stackengine_call(request, size)  → [u32 size, little-endian][that
//   many bytes: the framed answer] stackengine_free(request); stackengine_free(response)
//
// Both allocators answer 0 when memory is out. CMakeLists.txt beside this file names the exports.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

#include "protocol/protocol.h"

#ifdef STACKENGINE_ANALYSIS_ONLY
#define STACKENGINE_HANDLE stackengine::protocol::handle_analysis
#else
#define STACKENGINE_HANDLE stackengine::protocol::handle
#endif

extern "C" {

char* stackengine_alloc(size_t size) { return static_cast<char*>(std::malloc(size)); }

void stackengine_free(char* block) { std::free(block); }

char* stackengine_call(const char* request, size_t size) {
  const std::string response = STACKENGINE_HANDLE(std::string_view(request, size));
  const auto length = static_cast<uint32_t>(response.size());
  char* block = stackengine_alloc(sizeof(length) + response.size());
  if (block == nullptr) return nullptr;
  std::memcpy(block, &length, sizeof(length));
  std::memcpy(block + sizeof(length), response.data(), response.size());
  return block;
}

}  // extern "C"
