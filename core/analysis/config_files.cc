#include "analysis/config_files.h"

namespace stackengine {

std::vector<rules::ConfigFile> config_files(const Sources& sources) {
  std::vector<rules::ConfigFile> files;
  for (size_t i = 0; i < sources.size(); ++i) {
    if (sources[i].config) files.push_back({i, *sources[i].config, sources[i].name});
  }
  return files;
}

}  // namespace stackengine
