// Linked into the test programs for Node: shows them the environment variables, which Emscripten keeps from them.
Module['preRun'] = [() => Object.assign(ENV, process.env)];
