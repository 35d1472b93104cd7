import { createRequire } from 'node:module'
import type { ICruiseResult } from 'dependency-cruiser'
import { forbidden, resolveOptions } from './import-rules.ts'

type Parse = (file: string, options: object) => unknown

export type Cruise = {
  modules: number
  imports: number
  violations: { rule: string; from: string; to: string }[]
}

/** Reads the imports of `src` and `views` below a folder and holds them against the rules. */
export async function cruiseImports(folder: string): Promise<Cruise> {
  readTsx()
  const { cruise } = await import('dependency-cruiser')
  const { output } = await cruise(
    ['src', 'views'],
    {
      baseDir: folder,
      ruleSet: { forbidden },
      validate: true,
      outputType: 'json',
      parser: 'swc',
      doNotFollow: { path: 'node_modules' },
    },
    resolveOptions,
  )
  const { modules, summary }: ICruiseResult = typeof output === 'string' ? JSON.parse(output) : output
  const own = modules.filter(({ source }) => /^(src|views)\//.test(source))
  return {
    modules: own.length,
    imports: own.reduce((sum, { dependencies }) => sum + dependencies.length, 0),
    violations: summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
  }
}

/**
 * dependency-cruiser has no parser for TypeScript 7 but swc's, and asks swc to read every file without JSX. The
 * pages are JSX, so swc is told before the cruiser takes hold of it.
 */
function readTsx(): void {
  const swc: { parseFileSync: Parse & { tsx?: true } } = createRequire(import.meta.url)('@swc/core')
  if (swc.parseFileSync.tsx) return
  const parse = swc.parseFileSync
  const parseTsx: Parse = (file, options) => parse(file, { ...options, tsx: file.endsWith('.tsx') })
  swc.parseFileSync = Object.assign(parseTsx, { tsx: true as const })
}
