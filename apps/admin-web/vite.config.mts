import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { guides } from './guides.mts';
import { weigh } from './weigh.mts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const lib = (name: string, file = 'index') => at(`../../libs/${name}/src/${file}.ts`);
const api = process.env['API_URL'] ?? 'http://localhost:3002';
const proxy = { '/api': { target: api, changeOrigin: false } };

export default defineConfig({
  root: at('.'),
  plugins: [
    react(),
    guides({ from: at('../../docs/guides'), folder: at('../../dist/admin-web') }),
    weigh({ folder: at('../../dist/admin-web'), budgetKb: 200 }),
  ],
  resolve: {
    alias: [
      // Only the API reads phone numbers: without their tables a desk waits a third less.
      { find: /^libphonenumber-js(\/.*)?$/, replacement: at('./src/ui/phone-numbers-stub.ts') },
      { find: '@fairslot/client/react', replacement: lib('client', 'react') },
      ...['client', 'contract', 'domain', 'texts', 'ui'].map((name) => ({
        find: `@fairslot/${name}`,
        replacement: lib(name),
      })),
    ],
  },
  css: { preprocessorOptions: { scss: { quietDeps: true } } },
  server: { port: 5173, proxy },
  preview: { port: 4173, proxy },
  build: {
    outDir: at('../../dist/admin-web'),
    emptyOutDir: true,
    target: 'es2022',
    // No inline data: URLs and no inline scripts, so that the strictest content security policy holds.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      treeshake: {
        // Our own libraries do nothing when they are loaded: what no screen uses (endpoints of the public site, the
        // phone number tables behind them) stays out of the bundle.
        moduleSideEffects: (id) => !/\/libs\/(client|contract|domain|texts|ui)\/src\//.test(id),
        manualPureFunctions: ['defineEndpoint', 'parsed', 'fault', 'page', 'z'],
      },
    },
  },
});
