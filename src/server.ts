import { parseArgs } from 'node:util'
import { setFlagsFromString } from 'node:v8'
import { serve } from '@hono/node-server'
import { type Logger, pino } from 'pino'
import { createApp } from './app.ts'
import { startNightly } from './backup/run-nightly.ts'
import { anchorFileOf } from './database/audit-anchor.ts'
import { startSealer } from './database/audit-sealer.ts'
import { roomLimits, roomOf } from './database/disk-room.ts'
import { onlyRegion, type Region } from './database/region.store.ts'
import { type SlowQuery, slowQueryLimit } from './database/slow-query.ts'
import { demoAccounts } from './demo/example-users.ts'
import { failureInWords } from './failure-in-words.ts'
import type { Services } from './http/environment.ts'
import { logSlowQuery } from './http/log.ts'
import { loggable } from './http/loggable-error.ts'
import { watchRoom } from './http/watch-room.ts'
import { oneTimeCode } from './identity/one-time-code.ts'
import type { Acting } from './kernel/acting.ts'
import type { Clock } from './kernel/clock.ts'
import { parseDate } from './kernel/dates.ts'
import { clockOf, openRegistry, type Registry } from './open-registry.ts'
import { createSetUpApp } from './set-up-app.ts'

const usage = `用法：npm start -- [--port 端口] [--today 日期]
      npm run demo -- [--port 端口] [--today 日期]

环境变量：PORT 端口（3000）、HOST 地址（127.0.0.1）、DATA_DIR 数据目录（./data）、
DATABASE_URL 使用已有的 PostgreSQL（15 以上）、BIANZHI_KEY_FILE 密钥文件、SECURE=1 经 TLS 访问、
BEHIND_PROXY=1 前有反向代理，来源地址取自 X-Forwarded-For、
BIANZHI_SLOW_QUERY 多少毫秒以上的查询记入日志（500）、
BIANZHI_ROOM_WARNING 与 BIANZHI_ROOM_LEAST 磁盘空间低于多少兆时预警、停止登记（2048、128）`

const wall = () => new Date()

// Left to itself the heap may grow fourfold before its garbage is looked for: a county taken over from a workbook would
// hold half a gigabyte of it. So it is looked for after a quarter more, and no limit is set that work could fail at.
setFlagsFromString('--heap-growing-percent=25')

await main().catch((error: unknown) => {
  process.stderr.write(`${failureInWords(error)}\n`)
  process.exitCode = 1
})

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      demo: { type: 'boolean', default: false },
      today: { type: 'string' },
      port: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    process.stdout.write(`${usage}\n`)
    return
  }
  const today = values.today === undefined ? null : parseDate(values.today)
  if (values.today !== undefined && today === null) {
    throw new Error(`--today 应为日期，例如 2024-01-15，收到的是 ${values.today}`)
  }
  const log = pino({ level: process.env.LOG_LEVEL ?? 'info', base: null })
  // Whoever waits for the example is told how far it is; that its thousands of rows take their time is no warning.
  let isLoading = values.demo
  const slowQueries = {
    atLeastMilliseconds: slowQueryLimit(process.env),
    tell: (slow: SlowQuery) => {
      if (!isLoading) logSlowQuery(log, slow)
    },
  }
  const registry = await openRegistry({ environment: process.env, wall, as: 'server', slowQueries })
  try {
    if (values.demo) await prepareDemo(registry)
    isLoading = false
    await listen(registry, { log, today, port: values.port ?? process.env.PORT ?? '3000' })
  } catch (error) {
    await registry.stop()
    throw error
  }
}

async function prepareDemo(registry: Registry): Promise<void> {
  const region = await onlyRegion(registry.db)
  if (region !== null && !region.isExample) {
    throw new Error(
      `数据目录中已有正式登记库（${region.name}），不能载入示例。请用 DATA_DIR 指定另一个目录。`,
    )
  }
  if (region === null) {
    process.stdout.write('正在载入示例县区，约需半分钟……\n')
    const { loadDemo } = await import('./demo/load-demo.ts')
    const loaded = await loadDemo(registry.db, { cipher: registry.cipher })
    process.stdout.write(
      `已载入：机构 ${loaded.organizations} 个，人员 ${loaded.people} 人，异动 ${loaded.movements} 件。\n`,
    )
  }
}

async function listen(
  registry: Registry,
  { log, today, port }: { log: Logger; today: string | null; port: string },
): Promise<void> {
  const hostname = process.env.HOST ?? '127.0.0.1'
  const limits = roomLimits(process.env)
  // Elsewhere than beside its own PostgreSQL the folder holds only keys and backups: no reason to stop recording.
  const stopBelow = 'url' in registry.address ? 0 : limits.stopBelow
  const room = () => roomOf(registry.dataDirectory, { ...limits, stopBelow })
  const watch = watchRoom(room, log)
  const region = await onlyRegion(registry.db)
  let running = region === null ? await emptyRegistry() : await open(region)
  const server = serve(
    {
      fetch: (request, incoming) => running.app.fetch(request, incoming),
      port: Number.parseInt(port, 10),
      hostname,
      // Longer than a proxy in front keeps a connection idle: else it would ask on one that is just being closed.
      serverOptions: { keepAliveTimeout: 75_000 },
    },
    ({ port: opened }) => {
      const { name, day } = running
      process.stdout.write(`编制通 已启动：http://${hostname}:${opened}/　${name}　${day}\n`)
      if (region?.isExample) {
        process.stdout.write(`示例数据，人员均为虚构。登录账号（密码均列于后）：\n`)
        for (const { account, password, name, roleName } of demoAccounts) {
          process.stdout.write(`  ${account.padEnd(10)} ${password.padEnd(16)} ${roleName}　${name}\n`)
        }
      }
    },
  )
  server.on('error', (error: Error) => {
    process.stderr.write(`无法在 ${hostname}:${port} 上启动：${error.message}\n`)
    void stop(1)
  })
  let stopping = false
  async function stop(code: number): Promise<void> {
    if (stopping) return
    stopping = true
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    if ('closeIdleConnections' in server) server.closeIdleConnections()
    await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 5000).unref())])
    watch.stop()
    await running.stop()
    await registry.stop()
    process.exit(code)
  }
  registry.watchKey((because) => {
    process.stderr.write(`${because}\n`)
    void stop(1)
  })
  process.once('SIGTERM', () => void stop(0))
  process.once('SIGINT', () => void stop(0))

  function servicesFor(region: Region, clock: Clock): Services {
    return {
      db: registry.db,
      cipher: registry.cipher,
      clock,
      wall,
      regionCode: region.regionCode,
      regionName: region.name,
      isExample: region.isExample,
      secure: process.env.SECURE === '1',
      behindProxy: process.env.BEHIND_PROXY === '1',
      log,
      room,
      keeping: {
        address: registry.address,
        dataDirectory: registry.dataDirectory,
        backupKey: registry.backupKey,
      },
    }
  }

  async function open(region: Region): Promise<Running> {
    const clock = await clockOf(registry, wall, today)
    const sealer = startSealer({
      db: registry.db,
      regionCode: region.regionCode,
      anchorFile: anchorFileOf(registry.dataDirectory),
      everyMilliseconds: 1000,
      failed: (because, error) =>
        log.error(error === undefined ? { because } : { because, error: loggable(error) }, 'audit chain'),
    })
    const nightly = startNightly({
      ...registry,
      wall,
      acting: () => terminalActing(region.regionCode, clock),
      failed: (error) => log.error({ error: loggable(error) }, 'nightly backup'),
    })
    return {
      app: createApp(servicesFor(region, clock)),
      name: region.name,
      day: clock.today(),
      async stop() {
        await nightly.stop()
        await sealer.stop()
      },
    }
  }

  /** The page that opens the registry; once it has, the whole application takes its place. */
  async function emptyRegistry(): Promise<Running> {
    const clock = await clockOf(registry, wall, today)
    const nameless = { regionCode: '000000', name: '尚未初始化', isExample: false }
    const app = createSetUpApp(servicesFor(nameless, clock), {
      code: oneTimeCode(
        (code) => void process.stdout.write(`登记库是空的。请在浏览器中初始化，初始化码：${code}\n`),
      ),
      async opened() {
        const opened = await onlyRegion(registry.db)
        if (opened !== null) running = await open(opened)
      },
    })
    return { app, name: nameless.name, day: clock.today(), stop: async () => {} }
  }
}

/** What the server does by itself is told of as its own. */
function terminalActing(regionCode: string, clock: Clock): Acting {
  return {
    regionCode,
    userId: '00000000-0000-0000-0000-000000000000',
    userName: '系统',
    roles: [],
    scopeOrganizationId: null,
    today: clock.today(),
    at: clock.now(),
    from: 'server',
  }
}

type Running = { app: ReturnType<typeof createApp>; name: string; day: string; stop(): Promise<void> }
