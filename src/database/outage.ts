/** Why the database could not do its part, where that is no fault of the statement: no room, or no connection. */
export type Outage = 'no-room' | 'no-connection'

const noRoom = new Set(['53100', 'ENOSPC', 'EDQUOT', 'EFBIG'])

const noConnection = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  // Told to end, ended by a crash, not taking anybody yet, all places taken.
  '57P01',
  '57P02',
  '57P03',
  '53300',
])

/** Null when it is neither: then the fault is ours. drizzle wraps what the driver says. */
export function outageOf(error: unknown): Outage | null {
  for (let current = error; current instanceof Error; current = current.cause) {
    const code = 'code' in current ? String(current.code) : ''
    // PostgreSQL has no number of its own for a file that may not grow.
    if (noRoom.has(code) || /No space left on device|File too large/.test(current.message)) return 'no-room'
    if (noConnection.has(code) || code.startsWith('08')) return 'no-connection'
    // The socket is not there while PostgreSQL is.
    if (code === 'ENOENT' && 'syscall' in current && current.syscall === 'connect') return 'no-connection'
  }
  return null
}
