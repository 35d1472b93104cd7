/** What somebody asked of the registry. */
export type Ask =
  | { what: 'movement' | 'vacancy request'; mark: string }
  | { what: 'signature' | 'withdrawal' | 'vacancy signature' | 'vacancy withdrawal'; of: string }

export type Acknowledged = Ask & { account: string; location: string }

/**
 * What the clients saw: the acts the server acknowledged, those it refused, those without an answer (the server or
 * the line went away: it may have been done, once, or not), and every answer that should never be given.
 */
export type Journal = {
  acknowledged: Acknowledged[]
  refused: number
  unanswered: (Ask & { account: string })[]
  /** pages that were read */
  read: number
  faults: string[]
}

export function newJournal(): Journal {
  return { acknowledged: [], refused: 0, unanswered: [], read: 0, faults: [] }
}

/** Sends, notes the answer, and says where the act is found; null when it was not acknowledged. */
export async function noted(
  journal: Journal,
  asked: Ask & { account: string },
  send: () => Promise<Response>,
): Promise<string | null> {
  const answer = await send().catch(() => null)
  if (answer === null) {
    journal.unanswered.push(asked)
    return null
  }
  const page = await answer.text().catch(() => '')
  const location = answer.headers.get('Location')
  if (answer.status === 303 && location !== null && !location.startsWith('/sign-in')) {
    journal.acknowledged.push({ ...asked, location })
    return location
  }
  if (answer.status === 422) journal.refused += 1
  else journal.faults.push(`${asked.what} answered ${answer.status}: ${page.slice(0, 200)}`)
  return null
}

/** A page; 404 where another was quicker is an answer, null. */
export async function readPage(
  journal: Journal,
  path: string,
  get: (path: string) => Promise<Response>,
): Promise<string | null> {
  const answer = await get(path).catch(() => null)
  if (answer === null) return null
  const page = await answer.text().catch(() => '')
  journal.read += 1
  if (answer.status === 200) return page
  if (answer.status !== 404) journal.faults.push(`${path} answered ${answer.status}`)
  return null
}
