#!/usr/bin/env node
// Writes what rules/rule.h and rules/rule.cc include about the rules, from their pages: rules/GROUP/rule_id.md.
//   node generate_rule_list.mjs LIST PAGES PAGE.md...
// LIST: a line `RULE(kRuleId, "GROUP")` for each page, by group and name.
// PAGES: a line `R"page(...)page",` for each, in the same order.
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';

const [list, pages, ...files] = process.argv.slice(2);
const rules = files
  .map((file) => ({ file, group: basename(dirname(file)), name: basename(file, '.md') }))
  .sort((a, b) => (a.group + '/' + a.name < b.group + '/' + b.name ? -1 : 1));
const constant = (name) => 'k' + name.replace(/(?:^|_)(.)/g, (_, first) => first.toUpperCase());
writeFileSync(list, rules.map(({ name, group }) => `RULE(${constant(name)}, "${group}")\n`).join(''));
writeFileSync(pages, rules.map(({ file }) => `R"page(${readFileSync(file, 'utf8')})page",\n`).join(''));
