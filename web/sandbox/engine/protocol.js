// The shapes of the engine's protocol, as core/protocol/protocol.schema.json describes them, for the type checker.

/** @typedef {'http1' | 'http1-tls' | 'h2c' | 'h2-tls' | 'grpc' | 'grpc-tls'} Protocol */
/** @typedef {'error' | 'warning' | 'info'} Severity */
/** @typedef {{ start: number, end: number }} Span */
/** @typedef {{ document: number, file: string, start: number, end: number, line: number, column: number, in_file?: InFile }} Place */
/** @typedef {{ name: string, line: number, column: number }} InFile */

/**
 * @typedef {object} Evidence
 * @property {'answer' | 'log_line' | 'client' | 'config' | 'nginx_version'} kind
 * @property {'conclusive' | 'supporting' | 'weak'} strength
 * @property {string} text
 * @property {Place} [place]
 */

/**
 * @typedef {object} Fix
 * @property {string} title
 * @property {'safe' | 'unsafe' | 'manual'} applicability
 * @property {string} [assumption]
 * @property {{ backend: string, protocol: Protocol }} [assumes]
 * @property {{ document: number, start: number, end: number, text: string }[]} edits
 * @property {string[]} [reasons]
 */

/**
 * @typedef {object} Diagnostic
 * @property {string} rule
 * @property {string} group
 * @property {Severity} severity
 * @property {number} document
 * @property {string} file
 * @property {number} start
 * @property {number} end
 * @property {number} line
 * @property {number} column
 * @property {InFile} [in_file]
 * @property {string} message
 * @property {string} why
 * @property {string} help
 * @property {string} [nginx_message]
 * @property {string} [backend]
 * @property {{ place: Place, message: string }[]} related
 * @property {Evidence[]} evidence
 * @property {Fix[]} fixes
 * @property {number} [default_fix] the alternative that is taken unless the user picks another
 */

/**
 * @typedef {object} Backend
 * @property {string} name
 * @property {string[]} peers
 * @property {boolean} used
 * @property {'known' | 'suspected' | 'conflicting' | 'unknown'} certainty
 * @property {Protocol[]} protocols
 * @property {Protocol[]} excluded
 * @property {string} [foreign]
 * @property {Evidence[]} evidence
 * @property {boolean} question
 * @property {{ protocol: Protocol, change: string }[]} options
 * @property {{ protocol: Protocol, command: string }[]} probes
 */

/** @typedef {{ place: Place, ingress: string, controller?: string, host: string, path: string, service: string, port: string, container_port?: number, directive: string, version?: string, headers: string[] }} Route */
/** @typedef {{ cause: string, text: string, why: string, decides: string, command?: string }} Cause */

/**
 * @typedef {object} LogEntry
 * @property {Place} place
 * @property {string} level
 * @property {string} message
 * @property {string} [upstream]
 * @property {true} [unexplained] an error that no finding accounts for
 * @property {string} [meaning]
 * @property {string} [what]
 * @property {Record<string, string>} [fields]
 * @property {number} [like]
 * @property {boolean} [certain]
 * @property {Cause[]} [causes]
 */
/** @typedef {{ kind: 'nginx' | 'error_log' | 'access_log' | 'curl' | 'nginx_version' | 'kubernetes' | 'kubelet' | 'wrapping' | 'other', start: number, end: number }} Piece */

/** @typedef {{ version: string, exact: boolean, origin: 'unknown' | 'response' | 'image_tag' | 'version_output' | 'user', place?: Place }} Claim */

/**
 * @typedef {object} Analysis
 * @property {string | null} nginx_version
 * @property {{ claim?: Claim, product?: string, distribution?: string, plus_release?: string, may_have_backports: boolean, conflicts: Claim[] }} nginx
 * @property {string} [unrecognised] no part is configuration or evidence: what it looks like; what to give instead
 * @property {{ path: string, place: Place }[]} missing_includes
 * @property {{ name: string, pieces: Piece[] }[]} documents
 * @property {Route[]} routes of the Ingresses among the documents
 * @property {Backend[]} backends
 * @property {LogEntry[]} log
 * @property {Diagnostic[]} diagnostics
 * @property {number} diagnostics_omitted beyond those of `diagnostics`
 * @property {Totals} totals
 */

/** @typedef {{ errors: number, warnings: number, infos: number }} Totals how many there are, listed or not */
/** @typedef {{ diagnostic: number, fix: number }} FixChoice */
/** @typedef {'minimal' | 'recommended' | 'hardened'} Profile */
/** @typedef {{ unsafe?: boolean, profile?: Profile, chosen?: FixChoice[], declined?: number[] }} Choices */
/**
 * @typedef {{
 *   before: Span, after: Span, before_line: number, before_lines: number, after_line: number, after_lines: number,
 * }} LineChange
 */
/** @typedef {{ document: number, name: string, fragment: boolean, before: number, after: number, changes: LineChange[] }} FixedFile */
/** @typedef {FixChoice & { status: 'applied' | 'not_chosen' | 'conflicting' | 'refused' | 'settled', reason?: string }} Outcome */
/** @typedef {{ file: string, block: string, directive: string, reason: string }} Addition */
/** @typedef {{ title: string, command: string }} Step */
/**
 * @typedef {{
 *   kind: 'http' | 'grpc' | 'websocket', method: string, path: string, host?: string, port?: number, http2?: boolean,
 *   headers: [name: string, value: string][], body?: string,
 * }} ReplayRequest
 * @typedef {{
 *   file: number, location: string, line?: number, server_line?: number, backend: string, protocols: Protocol[],
 *   origin?: 'config' | 'log' | 'curl', request?: ReplayRequest, trouble?: string,
 * }} Replay `trouble`: why it cannot be played; a request otherwise
 */
/**
 * @typedef {{
 *   files: FixedFile[], patch: number, outcomes: Outcome[], additions: Addition[], notes: string[], verify: Step[],
 *   replay: Replay[], remaining: Diagnostic[], left: Totals, applied: number,
 *   rebased?: { problem: string, files: FixedFile[], patch: number, additions: Addition[], notes: string[], verify: Step[], remaining: Diagnostic[] },
 * }} Refactoring
 */

/** @typedef {{ class: string, place: Place, redacted: Span, entry: number }} Finding */
/** @typedef {{ placeholder: string, class: string, original: number, prefixes?: number[] }} VaultEntry */
/** @typedef {{ document: number, entry: number, start: number, end: number, encoding: string }} Leak */
/**
 * @typedef {{
 *   documents: { name: string, text: number }[], findings: Finding[], vault: VaultEntry[], leaks: Leak[],
 *   suggested_words: string[],
 * }} Redaction
 */

/** @typedef {{ document: number, start: number, end: number }} ChosenPlace */
/** @typedef {{ key: string, disabled: string[], words: string[], patterns: string[], allowed: string[], keep?: ChosenPlace[], add: ChosenPlace[] }} Policy */
/** @typedef {{ text: number, replaced: number, unknown: Span[] }} Restoration */

/** @typedef {{ code: 'bad_request' | 'unsupported_api' | 'refused_input', message: string, document?: number }} EngineError */

/**
 * @typedef {object} WorkspaceJson
 * @property {{ name: string, kind: 'auto', text: number }[]} documents
 * @property {{ version?: string }} nginx
 * @property {{ name: string, protocols: Protocol[] }[]} backends
 */

export {};
