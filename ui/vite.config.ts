/**
 * How the screens are built and tried.
 *
 * Everything is a file of our own: no inline script, no data: image, nothing from the network, so that the app's
 * `default-src 'self'` needs no exception.
 */
import react from '@vitejs/plugin-react';
import type { Helpers, Root } from 'postcss';
import postcssRTLCSS from 'postcss-rtlcss';
import { defineConfig } from 'vitest/config';

/**
 * Left and right of our style sheet, for both directions of writing. `:where` adds no weight, so the cascade stays what it was.
 * A library's own style sheet is left alone: a map has no reading direction.
 */
const bothDirections = postcssRTLCSS({
  ltrPrefix: ":where(html[dir='ltr'])",
  rtlPrefix: ":where(html[dir='rtl'])",
});
const ours = {
  postcssPlugin: 'daybook-both-directions',
  Once(root: Root, helpers: Helpers) {
    if (!root.source?.input.file?.includes('node_modules')) bothDirections.Once?.(root, helpers);
  },
};

export default defineConfig({
  base: './',
  plugins: [react()],
  resolve: {
    alias: { '@icons': new URL('./node_modules/nhsuk-frontend/dist/nhsuk/assets/images', import.meta.url).pathname },
  },
  css: { preprocessorOptions: { scss: { quietDeps: true } }, postcss: { plugins: [ours] } },
  build: { outDir: 'dist', assetsInlineLimit: 0, modulePreload: { polyfill: false }, target: 'es2022' },
  server: { host: '127.0.0.1', port: 5173, strictPort: true },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: ['src/shared/test-setup.ts'],
    restoreMocks: true,
    css: false,
    // A journey through ten pages takes its time where the machine is busy building.
    testTimeout: 30_000,
  },
});
