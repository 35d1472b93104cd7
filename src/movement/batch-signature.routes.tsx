import { z } from 'zod'
import { messageOf } from '../../views/messages.ts'
import { BatchSignature, BatchSigned } from '../../views/movement/batch-signature.tsx'
import { actingOf, newRoutes, type Request } from '../http/environment.ts'
import { notFoundPage } from '../http/error-pages.tsx'
import { optionalText, readForm, requiredText } from '../http/form.ts'
import { permit } from '../http/permit.ts'
import { respond } from '../http/respond.tsx'
import { linkOf } from '../http/viewpoint.ts'
import { organizationNames } from '../organization/organization.store.ts'
import { previewEffect } from './draft-movement.ts'
import { type LoadedMovement, loadMovement } from './load-movement.ts'
import { signMovement } from './sign-movement.ts'
import { checkSignature } from './signature.ts'

/** More than a hand signs at once. */
const most = 50

const crumbs = [{ title: '工作台', href: '/' }]
const agreed = { decision: 'agree', words: '同意' } as const
const shape = z.object({ ids: requiredText(40 * most), words: optionalText(200) })

/** 批量签批: what each of the ticked movements will do, then one button; every one is signed by a row of its own. */
export function batchSignatureRoutes() {
  const routes = newRoutes()

  routes.get('/movements/signatures', permit('movement.sign'), async (c) => {
    const ids = c.req.queries('id') ?? []
    const loaded = await loadedOf(c, ids)
    return ids.length > 0 && loaded.length === 0 ? notFoundPage(c) : reviewPage(c, loaded)
  })

  routes.post('/movements/signatures', permit('movement.sign'), async (c) => {
    const { outcome } = await readForm(c, shape)
    const loaded = outcome.done ? await loadedOf(c, outcome.value.ids.split(',')) : []
    if (!outcome.done || loaded.length === 0) return notFoundPage(c)
    const words = outcome.value.words ?? agreed.words
    const results: Parameters<typeof BatchSigned>[0]['results'] = []
    for (const { movement, personName } of loaded) {
      const { db } = c.get('services')
      const signed = await signMovement(db, actingOf(c), movement.id, { decision: 'agree', words })
      results.push({
        movement,
        personName,
        state: signed.done ? signed.value.state : null,
        problems: signed.done ? [] : signed.problems.map(messageOf),
      })
    }
    return respond(c, { title: '批量签批结果', crumbs }, <BatchSigned results={results} link={linkOf(c)} />)
  })

  return routes
}

/** Each once, in the order ticked; what the user may not see is as if it were not there. */
async function loadedOf(c: Request, ids: readonly string[]): Promise<LoadedMovement[]> {
  const loaded: LoadedMovement[] = []
  for (const id of new Set(ids.slice(0, most))) {
    const movement = await loadMovement(c, id)
    if (movement !== null) loaded.push(movement)
  }
  return loaded
}

async function reviewPage(c: Request, loaded: readonly LoadedMovement[]) {
  const { db, regionCode } = c.get('services')
  const acting = actingOf(c)
  const items: Parameters<typeof BatchSignature>[0]['items'] = []
  for (const { movement, life, personName } of loaded) {
    const problem = checkSignature(life, acting, agreed)
    const preview = problem === null ? await previewEffect(db, acting, movement) : null
    items.push({
      movement,
      personName,
      foreseen: preview?.done ? preview.value : null,
      maySign: problem === null,
      problems: [
        ...(problem === null ? [] : [messageOf(problem)]),
        ...(preview === null || preview.done ? [] : preview.problems.map(messageOf)),
      ],
    })
  }
  const names = await organizationNames(
    db,
    regionCode,
    items.flatMap(({ movement, foreseen }) => [
      movement.fromOrganizationId,
      movement.toOrganizationId,
      ...(foreseen?.after ?? []).map(({ organizationId }) => organizationId),
      ...(foreseen?.differences ?? []).map(({ payingOrganizationId }) => payingOrganizationId),
    ]),
  )
  return respond(
    c,
    { title: '批量签批', crumbs },
    <BatchSignature
      items={items}
      names={names}
      mayReadPay={c.get('permissions').has('pay.read')}
      csrfToken={c.get('csrfToken')}
      link={linkOf(c)}
    />,
  )
}
