import { setTimeout as pause } from 'node:timers/promises'

/** Somebody with a browser, over real HTTP: keeps the cookie, sends the token that the page would. */
export type Visitor = {
  get(path: string): Promise<Response>
  /** A form; one that holds a file is sent in parts. The answer is not followed. */
  post(path: string, form: Record<string, string | File>): Promise<Response>
}

/**
 * A server that starts again listens elsewhere: then `url` is asked anew each time. The cookie outlives the server, as
 * it does on a desk.
 */
export async function visitorAt(
  url: string | (() => string),
  account: string,
  password: string,
): Promise<Visitor> {
  const ask = (path: string, { headers, ...rest }: RequestInit = {}) => {
    const at = typeof url === 'string' ? url : url()
    return fetch(at + path, { redirect: 'manual', headers: { Origin: at, ...headers }, ...rest })
  }
  const signIn = new URLSearchParams({ account, password })
  const answer = await ask('/sign-in', { method: 'POST', body: signIn })
  await answer.arrayBuffer()
  const cookie = answer.headers.get('Set-Cookie')?.split(';')[0]
  if (answer.status !== 303 || cookie === undefined) throw new Error(`sign-in answered ${answer.status}`)
  const headers = { Cookie: cookie }
  const get = (path: string) => ask(path, { headers })
  const csrf = /name="csrf" value="([^"]+)"/.exec(await (await get('/')).text())?.[1] ?? ''
  return {
    get,
    post: (path, form) => ask(path, { method: 'POST', headers, body: bodyOf({ csrf, ...form }) }),
  }
}

function bodyOf(fields: Record<string, string | File>): FormData | URLSearchParams {
  const inParts = Object.values(fields).some((value) => value instanceof File)
  const body = inParts ? new FormData() : new URLSearchParams()
  for (const [name, value] of Object.entries(fields)) body.append(name, value as string)
  return body
}

/** An answer as it was heard. */
export type Heard = { status: number; location: string; text: string }

const longestAnswer = 30_000

/** Null when the connection broke or nothing came: then nobody knows what was done. */
export async function heard(asked: Promise<Response>): Promise<Heard | null> {
  const whole = asked.then(async (answer) => ({
    status: answer.status,
    location: answer.headers.get('Location') ?? '',
    text: await answer.text(),
  }))
  return Promise.race([whole, pause(longestAnswer, null, { ref: false })]).catch(() => null)
}
