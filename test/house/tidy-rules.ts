/** One thing that must not stand in a file, where it is looked for, and an example of it. */
export type TidyRule = {
  name: string
  /** why, and what to do instead */
  instead: string
  in: RegExp
  except?: RegExp
  banned: RegExp
  /** a file and a line that this rule refuses */
  planted: { file: string; line: string }
}

/** Put together from pieces, so that this file does not hold what it looks for. */
function words(...pieces: string[][]): string {
  return pieces.map((parts) => parts.join('')).join('|')
}

const code = /^(src|views|test)\/.*\.tsx?$/
const product = /^(src|views)\/.*\.tsx?$/
const house = /^test\/house\//
const everything = /^(?!package-lock\.json$)/

export const tidyRules: TidyRule[] = [
  {
    name: 'the clock is read only where the program starts',
    instead: 'take today() or the moment of acting as an argument',
    in: product,
    except: /^src\/(server|cli)\.ts$/,
    banned: /\bnew Date\(\s*\)|\bDate\.now\b/,
    planted: { file: 'src/pay/derive-cost.ts', line: 'const now = new Date()' },
  },
  {
    name: 'money never becomes a JavaScript number',
    instead: 'keep it a Decimal, and a string at the edges',
    in: /^(src|views)\/(pay|budget|accounts|movement|performance)\/.*\.tsx?$|^src\/kernel\/money\.ts$/,
    banned: /\bparseFloat\b|\bNumber\(|\.toNumber\(\)/,
    planted: { file: 'src/budget/budget-line.ts', line: 'const yuan = Number(line.initial)' },
  },
  {
    name: 'money is rounded half up by Decimal, not by Math',
    instead: 'round once, with kernel/money.ts',
    in: /^(src|views)\/(pay|budget|accounts)\/.*\.tsx?$/,
    banned: /\bMath\.(round|floor|ceil|trunc)\(/,
    planted: { file: 'src/pay/pay-rule.ts', line: 'return Math.round(base * rate)' },
  },
  {
    name: 'a point in time is always given, never assumed',
    instead: 'make asOf a parameter without a default',
    in: product,
    banned: /\b(asOf|asKnownAt|today)\s*(:\s*\w+)?\s*=\s*(today\(\)|clock\b|new Date)(?=.*\)\s*[:{])/,
    planted: {
      file: 'src/staffing/roster.store.ts',
      line: 'export function roster(asOf = today()): Row[] {',
    },
  },
  {
    name: 'types and functions, no interfaces, classes or enums',
    instead: 'write a type, a function, a union of strings',
    in: code,
    // The test runner asks for a class there.
    except: /^test\/longest-first\.ts$/,
    banned: /^(export )?(default )?(abstract )?(interface|class|enum|const enum) \w/,
    planted: { file: 'src/pay/pay-item.ts', line: 'export interface PayItem {' },
  },
  {
    name: 'no switching off of the type check',
    instead: 'say the type',
    in: code,
    except: house,
    banned: /@ts-(ignore|nocheck|expect-error)|\bas any\b|: any\b|<any>|\bas unknown as\b/,
    planted: { file: 'src/pay/pay-item.ts', line: '// @ts-ignore' },
  },
  {
    name: 'nothing is printed but by the programs',
    instead: 'use the log that is handed in, or return the words',
    in: product,
    banned: /\bconsole\.\w+\(/,
    planted: { file: 'src/pay/pay-item.ts', line: "console.log('here')" },
  },
  {
    name: 'every test runs',
    instead: 'mend the test or take it out',
    in: /^test\/.*\.tsx?$/,
    except: house,
    banned: /\.(only|skip|todo|fails)\b\(?/,
    planted: { file: 'test/pay/pay-item.test.ts', line: "test.only('one', () => {})" },
  },
  {
    name: 'tables are named in stores, schemas and migrations',
    instead: 'ask a store',
    in: product,
    except: /\.store\.ts$|\/([\w-]+\.)?schema\.ts$|^src\/(database|demo)\//,
    banned: /\bsql(<[^>]*>)?`|\bpgTable\(/,
    planted: { file: 'src/pay/derive-cost.ts', line: 'const rows = await tx.execute(sql`select 1`)' },
  },
  {
    name: 'no abbreviated names',
    instead: 'organization, person, department, amount, count',
    in: code,
    except: house,
    banned:
      /\b(const|let|function|type)\s+(org|orgs|emp|emps|dept|depts|amt|num|cnt|info|util|utils|mgr|tmp|temp|helper|manager)\b/,
    planted: { file: 'src/pay/pay-item.ts', line: 'const amt = item.amount' },
  },
  {
    name: 'the pages write short official Chinese',
    instead: 'no polite form of you, no exclamation mark',
    in: product,
    banned: /\u60a8|\uff01/,
    planted: { file: 'views/desk/desk.tsx', line: '<p>保存成功\uff01</p>' },
  },
  {
    name: 'no unfinished notes',
    instead: 'finish it or open an issue',
    in: code,
    except: house,
    banned: new RegExp(`\\b(${words(['TO', 'DO'], ['FIX', 'ME'], ['XX', 'X'], ['HA', 'CK'])})\\b`),
    planted: { file: 'src/pay/pay-item.ts', line: `// ${'TO'}${'DO'} round` },
  },
  {
    name: 'no path of one machine',
    instead: 'a path beside the file, or tmpdir()',
    in: everything,
    except: house,
    banned: /(^|[\s'"`(=:])\/(work|root|home|Users)\/\w/,
    planted: { file: 'README.md', line: 'see `/home/somebody/bianzhi`' },
  },
  {
    name: 'no package host',
    instead: 'leave the registry to the machine that installs',
    in: /^(README\.md|package\.json|package-lock\.json|\.npmrc|\.ci\/.*)$/,
    banned: new RegExp(
      `"resolved"|${words(['registry', '\\.'], ['npm', 'mirror'], ['yarn', 'pkg'])}|localhost:\\d`,
    ),
    planted: { file: 'package-lock.json', line: '"resolved": "https://example.org/a.tgz"' },
  },
  {
    name: 'the code speaks of the office, not of how it was written',
    instead: 'say what the thing does',
    in: everything,
    except: house,
    banned: new RegExp(
      `\\b(${words(['chat', 'gpt'], ['clau', 'de'], ['co', 'pilot'], ['open', 'ai'], ['anthro', 'pic'], ['l', 'lm'], ['sub', 'agents?'], ['(?<!user[- ])age', 'nts?'], ['assis', 'tants?'])})\\b|${words(['人工', '智能'], ['大', '模型'], ['智能', '体'])}`,
      'i',
    ),
    planted: { file: 'README.md', line: `Written by an ${'assis'}${'tant'}.` },
  },
]

/** Generated, or tables of facts: as long as what they hold. */
export const longFiles = [/^src\/demo\/.*-(departments|people)\.ts$/, /^src\/demo\/example-.*\.ts$/, /\.css$/]
export const lineLimit = 350
/** A test shows its cases in full. */
export const testLineLimit = 500

/** Parts of a file's name that say nothing, or half a word. */
export const emptyNames =
  /(^|[/.-])(helpers?|utils?|managers?|info|data|misc|common|stuff|index|org|emp|dept|amt)([.-]|$)/

export type TidyFinding = { rule: string; file: string; line: number; text: string; instead: string }

/** Everything the rules refuse in one file. */
export function untidy(file: string, text: string): TidyFinding[] {
  const lines = text.split('\n')
  return tidyRules
    .filter((rule) => rule.in.test(file) && !rule.except?.test(file))
    .flatMap((rule) =>
      lines.flatMap((line, index) =>
        rule.banned.test(line)
          ? [{ rule: rule.name, file, line: index + 1, text: line.trim(), instead: rule.instead }]
          : [],
      ),
    )
}

/** Longer than a reader can hold, unless it is a table of facts. */
export function isTooLong(file: string, text: string): boolean {
  if (!/\.(tsx?|css)$/.test(file) || longFiles.some((long) => long.test(file))) return false
  return text.trimEnd().split('\n').length > (file.startsWith('test/') ? testLineLimit : lineLimit)
}
