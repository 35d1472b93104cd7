/** Somebody with a browser, over real HTTP: keeps the cookie, sends the token that the page would. */
export type Visitor = {
  get(path: string): Promise<Response>
  /** A form; one that holds a file is sent in parts. The answer is not followed. */
  post(path: string, form: Record<string, string | File>): Promise<Response>
}

export async function visitorAt(url: string, account: string, password: string): Promise<Visitor> {
  const headers = { Origin: url }
  const answer = await fetch(`${url}/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers,
    body: new URLSearchParams({ account, password }),
  })
  await answer.arrayBuffer()
  const cookie = answer.headers.get('Set-Cookie')?.split(';')[0]
  if (answer.status !== 303 || cookie === undefined) throw new Error(`sign-in answered ${answer.status}`)
  const get = (path: string) => fetch(url + path, { redirect: 'manual', headers: { Cookie: cookie } })
  const csrf = /name="csrf" value="([^"]+)"/.exec(await (await get('/')).text())?.[1] ?? ''
  return {
    get,
    post(path, form) {
      const fields: Record<string, string | File> = { csrf, ...form }
      const inParts = Object.values(fields).some((value) => value instanceof File)
      return fetch(url + path, {
        method: 'POST',
        redirect: 'manual',
        headers: { ...headers, Cookie: cookie },
        body: inParts ? inPartsOf(fields) : new URLSearchParams(textsOf(fields)),
      })
    },
  }
}

function inPartsOf(fields: Record<string, string | File>): FormData {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.append(name, value)
  return body
}

function textsOf(fields: Record<string, string | File>): [string, string][] {
  return Object.entries(fields).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []))
}
