import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { ICruiseResult } from 'dependency-cruiser'
import { forbidden, resolveOptions } from './import-rules.ts'

export type Cruise = {
  modules: number
  imports: number
  violations: { rule: string; from: string; to: string }[]
}

/** Reads the imports of `src` and `views` below a folder and holds them against the rules. */
export async function cruiseImports(folder: string): Promise<Cruise> {
  const { modules, summary } = await cruised({
    folders: ['src', 'views'],
    options: {
      baseDir: folder,
      ruleSet: { forbidden },
      validate: true,
      outputType: 'json',
      parser: 'swc',
      doNotFollow: { path: 'node_modules' },
    },
    resolveOptions,
  })
  const own = modules.filter(({ source }) => /^(src|views)\//.test(source))
  return {
    modules: own.length,
    imports: own.reduce((sum, { dependencies }) => sum + dependencies.length, 0),
    violations: summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
  }
}

async function cruised(asked: object): Promise<ICruiseResult> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'cruise-process.js')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  child.stdin.end(JSON.stringify(asked))
  return JSON.parse(await text(child.stdout))
}
