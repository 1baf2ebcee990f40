// What tests/browser/ takes from the packages that are installed here; a bare name would not resolve from there.
export { chromium, expect, test } from '@playwright/test';
export { AxeBuilder } from '@axe-core/playwright';
export { StringStream } from '@codemirror/language';
export { build as buildScript } from 'esbuild';
