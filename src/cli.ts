import type { Region } from './database/region.store.ts'
import { exampleRegionName } from './demo/example-region.ts'
import { operatorActing } from './kernel/acting.ts'
import type { Clock } from './kernel/clock.ts'
import { parseDate } from './kernel/dates.ts'
import { shown } from './kernel/shown.ts'
import type { Registry, RegistryPlace } from './open-registry.ts'

/** 0 done, 1 refused with a reason, 2 wrong usage. */
type Answer = { code: 0 | 1 | 2; out: string }

type Act = {
  help: string
  /** What needs no registry; null when it does. */
  alone?(words: string[]): Promise<Answer | null>
} & (
  | { run(registry: Registry, words: string[]): Promise<Answer> }
  /** Before any migration, and whatever key is at hand. */
  | { runUnopened(place: RegistryPlace, words: string[]): Promise<Answer> }
)

/** What a command needs is read when it is asked for: help and a refusal come at once. */
type Command = { name: string; summary: string; load(): Promise<Act> }

const wall = () => new Date()

const demoHelp =
  '用法：bianzhi demo load\n\n在空的登记库中载入示例县区后退出。登记库不空时拒绝，不作任何改动。'
const migrateHelp = '用法：bianzhi migrate\n\n执行尚未执行的升级，全部成功或全部不执行。'

const commands: Command[] = [
  {
    name: 'demo',
    summary: `载入示例县区 ${exampleRegionName}`,
    async load() {
      const { loadDemo } = await import('./demo/load-demo.ts')
      return {
        help: demoHelp,
        async run({ db, cipher }, words) {
          if (words.length !== 1 || words[0] !== 'load') return { code: 2, out: demoHelp }
          const region = await regionOf(db)
          if (region !== null) return { code: 1, out: `登记库不是空的（${region.name}），没有载入。` }
          const { organizations, people, movements } = await loadDemo(db, { cipher })
          return {
            code: 0,
            out: `已载入：机构 ${organizations} 个，人员 ${people} 人，异动 ${movements} 件。`,
          }
        },
      }
    },
  },
  {
    name: 'migrate',
    summary: '把数据库升级到当前版本',
    load: async () => ({
      help: migrateHelp,
      async run({ migrated }, words) {
        if (words.length > 0) return { code: 2, out: migrateHelp }
        return { code: 0, out: migrated.length === 0 ? '已是当前版本。' : `已执行：${migrated.join('、')}` }
      },
    }),
  },
  {
    name: 'import',
    summary: '导入机构、核定编制、领导职数、人员（.xlsx、.csv）',
    async load() {
      const { importHelp, runImport } = await import('./exchange/exchange-commands.ts')
      return {
        help: importHelp,
        async run({ db, cipher }, words) {
          const { values, rest } = todayOption(words)
          const clock = await clockFor(db, values)
          const region = await regionOf(db)
          if (region === null) return { code: 1, out: '登记库是空的。请先运行 npm start 完成首次设置。' }
          return runImport({ db, cipher, clock, ...region }, rest)
        },
      }
    },
  },
  {
    name: 'template',
    summary: '生成导入用的空白模板',
    async load() {
      const { runTemplate, templateHelp } = await import('./exchange/exchange-commands.ts')
      return { help: templateHelp, alone: runTemplate, run: (_registry, words) => runTemplate(words) }
    },
  },
  {
    name: 'report',
    summary: '输出人员概况、预算项目、经济科目、功能科目',
    async load() {
      const { reportHelp, runReport } = await import('./report/report-commands.ts')
      return {
        help: reportHelp,
        async run({ db }, words) {
          const { values, rest } = todayOption(words)
          const clock = await clockFor(db, values)
          const region = await regionOf(db)
          if (region === null) return { code: 1, out: '登记库是空的。先运行 bianzhi demo load 或登记机构。' }
          return runReport({ db, clock, ...region }, rest)
        },
      }
    },
  },
  {
    name: 'audit',
    summary: '核验审计链',
    async load() {
      const { auditHelp, runAudit, verifyFile } = await import('./identity/audit-commands.ts')
      return {
        help: auditHelp,
        alone: verifyFile,
        async run({ db, dataDirectory }, words) {
          const region = await regionOf(db)
          if (region === null) return { code: 1, out: '登记库是空的，没有审计链。' }
          return runAudit(db, { regionCode: region.regionCode, dataDirectory }, words)
        },
      }
    },
  },
  {
    name: 'backup',
    summary: '备份登记库，核验备份',
    async load() {
      const { backupHelp, runBackup, verifyAlone } = await import('./backup/backup-commands.ts')
      return {
        help: backupHelp,
        alone: verifyAlone,
        async run(registry, words) {
          const region = await regionOf(registry.db)
          const clock = await clockFor(registry.db, null)
          const acting = region === null ? null : operatorActing(region.regionCode, clock)
          return runBackup({ ...registry, at: wall(), acting }, words)
        },
      }
    },
  },
  {
    name: 'restore',
    summary: '把备份恢复到空的登记库',
    async load() {
      const { restoreHelp, runRestore } = await import('./backup/backup-commands.ts')
      return { help: restoreHelp, runUnopened: runRestore }
    },
  },
  {
    name: 'key',
    summary: '更换个人信息密钥',
    async load() {
      const { keyHelp, runKey } = await import('./backup/key-commands.ts')
      return {
        help: keyHelp,
        runUnopened: (place, words) =>
          runKey({ ...place, at: wall(), clockOf: (db) => clockFor(db, null) }, words),
      }
    },
  },
  {
    name: 'user',
    summary: '重置密码',
    async load() {
      const { runUser, userHelp } = await import('./identity/user-commands.ts')
      return {
        help: userHelp,
        async run({ db, cipher }, words) {
          const region = await regionOf(db)
          if (region === null) return { code: 1, out: '登记库是空的，没有账号。' }
          const clock = await clockFor(db, null)
          return runUser({ db, cipher, clock, regionCode: region.regionCode }, words)
        },
      }
    },
  },
]

async function regionOf(db: Registry['db']): Promise<Region | null> {
  const { onlyRegion } = await import('./database/region.store.ts')
  return onlyRegion(db)
}

async function clockFor(db: Registry['db'], today: string | null): Promise<Clock> {
  const { clockOf } = await import('./open-registry.ts')
  return clockOf({ db }, wall, today)
}

process.exitCode = await main(process.argv.slice(2))

async function main(words: string[]): Promise<number> {
  const [name, ...rest] = words
  const command = commands.find((one) => one.name === name)
  if (name === '--help' || name === 'help') return say(0, overview())
  if (!command) return say(2, name === undefined ? overview() : `没有命令 ${shown(name)}。\n\n${overview()}`)
  const act = await command.load()
  if (rest.includes('--help')) return say(0, act.help)
  const today = rest.indexOf('--today')
  if (today >= 0 && parseDate(rest[today + 1] ?? '') === null) {
    return say(2, `--today 应为日期，例如 --today 2024-01-15。\n\n${act.help}`)
  }
  try {
    const { code, out } = (await act.alone?.(rest)) ?? (await answered(act, rest))
    return say(code, out)
  } catch (error) {
    const { failureInWords } = await import('./failure-in-words.ts')
    return say(1, failureInWords(error))
  }
}

async function answered(act: Act, words: string[]): Promise<Answer> {
  const { openRegistry, reachRegistry } = await import('./open-registry.ts')
  const ground = { environment: process.env, as: 'command' } as const
  if ('runUnopened' in act) {
    const place = await reachRegistry(ground)
    return act.runUnopened(place, words).finally(place.stop)
  }
  const registry = await openRegistry({ ...ground, wall })
  return act.run(registry, words).finally(registry.stop)
}

function say(code: number, text: string): number {
  const stream = code === 0 ? process.stdout : process.stderr
  stream.write(text.endsWith('\n') ? text : `${text}\n`)
  return code
}

function overview(): string {
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(10)}${summary}`)
  return ['用法：npm run -s bianzhi -- <命令> [参数]', '', ...lines, '', '每个命令加 --help 查看用法。'].join(
    '\n',
  )
}

/** Takes `--today DAY` out of the words; it is common to all commands. */
function todayOption(words: string[]): { values: string | null; rest: string[] } {
  const at = words.indexOf('--today')
  if (at < 0) return { values: null, rest: words }
  return { values: parseDate(words[at + 1] ?? ''), rest: [...words.slice(0, at), ...words.slice(at + 2)] }
}
