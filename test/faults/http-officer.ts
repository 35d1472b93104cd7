import { testPassword } from '../http/client.ts'

/** What came back; null in place of it when the connection broke and nobody knows what was done. */
export type Answer = { status: number; location: string; text: string }

/** Somebody at a browser, on a network. The cookie outlives the server, as it does on a desk. */
export type HttpOfficer = {
  get(path: string): Promise<Answer | null>
  post(path: string, form: Record<string, string>): Promise<Answer | null>
  send(path: string, form: Record<string, string | File>): Promise<Answer | null>
}

const longestAnswer = 30_000

/** `url` is asked anew each time: a server that starts again listens elsewhere. */
export async function signInByHttp(url: () => string, account: string): Promise<HttpOfficer> {
  const signIn = new URLSearchParams({ account, password: testPassword })
  const answer = await fetch(`${url()}/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers: { Origin: url() },
    body: signIn,
  })
  const cookie = answer.headers.get('Set-Cookie')?.split(';')[0]
  if (answer.status !== 303 || cookie === undefined) throw new Error(`sign-in answered ${answer.status}`)
  const request = (path: string, rest: RequestInit = {}) =>
    answerOf(url() + path, { ...rest, headers: { Cookie: cookie, Origin: url() } })
  const csrf = /name="csrf" value="([^"]+)"/.exec((await request('/'))?.text ?? '')?.[1] ?? ''
  return {
    get: (path) => request(path),
    post: (path, form) => request(path, { method: 'POST', body: new URLSearchParams({ csrf, ...form }) }),
    send(path, form) {
      const body = new FormData()
      for (const [name, value] of Object.entries({ csrf, ...form })) body.append(name, value)
      return request(path, { method: 'POST', body })
    },
  }
}

async function answerOf(url: string, rest: RequestInit): Promise<Answer | null> {
  try {
    const signal = AbortSignal.timeout(longestAnswer)
    const answer = await fetch(url, { ...rest, redirect: 'manual', signal })
    const location = answer.headers.get('Location') ?? ''
    return { status: answer.status, location, text: await answer.text() }
  } catch {
    return null
  }
}
