import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'

/**
 * Everything that must hold, with one command. The quick checks run beside the tests, and all of them; what they found
 * stands behind the tests and the files that took longest, so that one look shows every fault. The last line counts
 * both: a step is one, a test is one.
 */
const packages = join(import.meta.dirname, '../node_modules')
const steps: { name: string; program: string; words: string[] }[] = [
  {
    name: 'format and lint',
    program: '@biomejs/biome/bin/biome',
    words: ['ci', '--error-on-warnings', '--max-diagnostics=50', '.'],
  },
  { name: 'types', program: 'typescript/bin/tsc', words: ['--noEmit', '-p', '.', '--checkers', '1'] },
  { name: 'dead code and packages', program: 'knip/bin/knip.js', words: ['--no-progress'] },
]

const report = await mkdtemp(join(tmpdir(), 'bianzhi-test-report-'))
let passed = 0
let failed = 0
try {
  const checking = Promise.all(
    steps.map(async ({ name, program, words }) => {
      const started = performance.now()
      const { code, said } = await run(program, words, 'kept')
      return { name, code, said, seconds: ((performance.now() - started) / 1000).toFixed(1) }
    }),
  )
  const file = join(report, 'tests.json')
  const words = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const { code } = await run('vitest/vitest.mjs', [...words, ...process.argv.slice(2)], 'shown')
  const tests = await counted(file)
  for (const slow of tests.slowest) console.log(slow)
  for (const { name, code, said, seconds } of await checking) {
    if (code === 0) {
      passed += 1
      console.log(`ok      ${name} (${seconds} s)`)
    } else {
      failed += 1
      console.log(`FAILED  ${name} (${seconds} s)\n${said.trimEnd()}\n`)
    }
  }
  passed += tests.passed
  failed += tests.failed
  // An error outside every test, or a run that died, fails the whole.
  if (code !== 0 && tests.failed === 0) failed += 1
} finally {
  await rm(report, { recursive: true, force: true })
}
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 && passed > steps.length ? 0 : 1

function run(
  program: string,
  words: string[],
  output: 'kept' | 'shown',
): Promise<{ code: number; said: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(packages, program), ...words], {
      cwd: join(import.meta.dirname, '..'),
      stdio: ['ignore', output === 'kept' ? 'pipe' : 'inherit', output === 'kept' ? 'pipe' : 'inherit'],
    })
    let said = ''
    child.stdout?.on('data', (part: Buffer) => {
      said += part.toString()
    })
    child.stderr?.on('data', (part: Buffer) => {
      said += part.toString()
    })
    child.on('error', (error) => resolve({ code: 1, said: `${said}${error.message}` }))
    child.on('close', (code) => resolve({ code: code ?? 1, said }))
  })
}

type Results = {
  numPassedTests: number
  numFailedTests: number
  testResults: {
    name: string
    startTime: number
    endTime: number
    status: string
    assertionResults: { status: string }[]
  }[]
}

type Counted = { passed: number; failed: number; slowest: string[] }

/** A test file that could not begin, or could not tidy up, has no failed test; it counts as one failure. */
async function counted(file: string): Promise<Counted> {
  const text = await readFile(file, 'utf8').catch(() => null)
  if (text === null) return { passed: 0, failed: 0, slowest: [] }
  const results: Results = JSON.parse(text)
  const broken = results.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((assertion) => assertion.status !== 'failed'),
  )
  const slowest = results.testResults
    .map(({ name, startTime, endTime }) => ({ name, seconds: (endTime - startTime) / 1000 }))
    .toSorted((a, b) => b.seconds - a.seconds)
    .slice(0, 10)
    .map(({ name, seconds }) => `${seconds.toFixed(1).padStart(6)} s  ${relative(import.meta.dirname, name)}`)
  return { passed: results.numPassedTests, failed: results.numFailedTests + broken.length, slowest }
}
