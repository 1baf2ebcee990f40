// File names in patches for texts that were pasted without a name.
#pragma once

#include "workspace/sources.h"

namespace stackengine {

// Fills Source::file and Source::fragment of every source of configuration that comes from standard input.
void name_files(Sources* sources);

}  // namespace stackengine
