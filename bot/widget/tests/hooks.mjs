// TypeScript is translated by esbuild; JSON becomes a module.
import { readFile } from 'node:fs/promises';
import { transform } from 'esbuild';

export async function load(url, context, next) {
  if (url.endsWith('.ts')) {
    const source = await readFile(new URL(url), 'utf8');
    const { code } = await transform(source, { loader: 'ts', format: 'esm', target: 'es2022' });
    return { format: 'module', source: code, shortCircuit: true };
  }
  if (url.endsWith('.json') && !url.includes('node_modules')) {
    return { format: 'module', source: `export default ${await readFile(new URL(url), 'utf8')}`, shortCircuit: true };
  }
  return next(url, context);
}
