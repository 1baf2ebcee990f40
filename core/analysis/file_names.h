// What patches call the files of texts that were pasted without a name.
#ifndef STACKENGINE_ANALYSIS_FILE_NAMES_H_
#define STACKENGINE_ANALYSIS_FILE_NAMES_H_

#include <vector>

#include "text/source.h"

namespace stackengine {

// Fills Source::file and Source::fragment of every source of configuration that comes from standard input.
void name_files(std::vector<Source>* sources);

}  // namespace stackengine

#endif  // STACKENGINE_ANALYSIS_FILE_NAMES_H_
