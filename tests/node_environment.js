// Linked into the programs for Node: shows them the environment variables, which Emscripten keeps from them. A program that
// reads none has no ENV.
Module.preRun = [() => typeof ENV === 'undefined' || Object.assign(ENV, process.env)];
