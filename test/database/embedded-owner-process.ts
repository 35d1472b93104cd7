import { startEmbedded } from '../../src/database/embedded.ts'
import { openEmbedded } from '../../src/database/open-embedded.ts'

/**
 * A process of its own that owns a data folder, for tests that kill it. Says one line of JSON once the server is
 * ready or refused; then ends as told: it holds, exits, throws, closes after a while.
 */
const [dataDirectory = '', ending = 'hold'] = process.argv.slice(2)

function say(what: Record<string, unknown>): void {
  process.stdout.write(`${JSON.stringify(what)}\n`)
}

try {
  if (ending === 'command') {
    const { connection, close } = await openEmbedded({ dataDirectory })
    say({ connection })
    process.stdin.resume().once('data', () => close().then(() => process.exit(0)))
  } else {
    const { connection, stop } = await startEmbedded({ dataDirectory, address: 'http://localhost:3999' })
    say({ connection })
    if (ending === 'exit') process.exit(0)
    if (ending === 'throw') throw new Error('a mistake in the program')
    if (ending === 'graceful') process.on('SIGTERM', () => stop().then(() => process.exit(0)))
    setInterval(() => {}, 60_000)
  }
} catch (error) {
  if (ending === 'throw') throw error
  say({ refused: error instanceof Error ? error.message : String(error) })
  process.exit(1)
}
