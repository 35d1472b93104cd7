import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** The server as `npm start` runs it, in a process of its own on a free port. */
export type ServedProcess = {
  url: string
  pid: number
  /** As a person stops it; answers once it is gone. */
  stop(): Promise<void>
}

export async function serveProcess({
  dataDirectory,
  words = [],
  environment = {},
}: {
  dataDirectory: string
  words?: readonly string[]
  environment?: Record<string, string>
}): Promise<ServedProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/server.ts', '--port', '0', ...words], {
    cwd: join(import.meta.dirname, '../..'),
    env: { ...process.env, DATABASE_URL: '', LOG_LEVEL: 'error', DATA_DIR: dataDirectory, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  const url = await addressOf(child)
  if (child.pid === undefined) throw new Error('the server has no process')
  return {
    url,
    pid: child.pid,
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** Said once it listens. */
async function addressOf({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new Error('the server says nothing')
  for await (const line of createInterface(stdout)) {
    const url = /(http:\/\/[\w.:]+)\//.exec(line)?.[1]
    if (url !== undefined) {
      // Nobody reads on; what it says must not stop it.
      stdout.resume()
      return url
    }
  }
  throw new Error('the server ended before it listened')
}
