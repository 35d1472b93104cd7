import { z } from 'zod'
import { PersonCard } from '../../views/staffing/person-card.tsx'
import { PersonRecord } from '../../views/staffing/person-head.tsx'
import { actingOf, newRoutes, type Request } from '../http/environment.ts'
import { notFoundPage } from '../http/error-pages.tsx'
import { readForm, requiredText } from '../http/form.ts'
import { permit } from '../http/permit.ts'
import { respond } from '../http/respond.tsx'
import { linkOf, viewpointOf } from '../http/viewpoint.ts'
import { recordLimitedAct } from '../identity/record-limited-act.ts'
import type { Problem } from '../kernel/problem.ts'
import { organizationOn } from '../organization/organization.store.ts'
import { entryOf } from './entry.store.ts'
import type { EntryReader } from './entry-reader.ts'
import { loadPerson } from './load-person.ts'
import { identityOf } from './person.store.ts'
import type { LoadedPerson } from './person.ts'
import { personFactsOf } from './person-fact.store.ts'
import { factRules } from './person-fact.ts'
import { photoOf } from './photo.store.ts'
import { retirementMonth, usualRetirementCategory } from './retirement.ts'
import { revealLimit } from './reveal-limit.ts'

const revealShape = z.object({ reason: requiredText(100) })

/** 人员: the 实名制 card, and the logged act of showing the whole identity number. */
export function personRoutes(entryReader: EntryReader) {
  const routes = newRoutes()

  routes.get('/people/:id', permit('person.read'), async (c) => {
    const person = await loadPerson(c, c.req.param('id'))
    return person === null
      ? notFoundPage(c)
      : cardPage(c, entryReader, person, { revealed: null, problems: [] })
  })

  routes.post('/people/:id/identity', permit('person.reveal'), async (c) => {
    const person = await loadPerson(c, c.req.param('id'))
    if (person === null) return notFoundPage(c)
    const { outcome } = await readForm(c, revealShape)
    if (!outcome.done) return cardPage(c, entryReader, person, { revealed: null, problems: outcome.problems })
    const { db, cipher, regionCode } = c.get('services')
    const identity = await identityOf(db, regionCode, person.particulars.id)
    if (identity === null) return notFoundPage(c)
    const entry = {
      action: 'person.reveal',
      subjectKind: 'person',
      subjectId: person.personId,
      reason: outcome.value.reason,
    }
    const tooOften = await recordLimitedAct(db, actingOf(c), entry, revealLimit)
    if (tooOften !== null) return cardPage(c, entryReader, person, { revealed: null, problems: [tooOften] })
    return cardPage(c, entryReader, person, { revealed: cipher.decrypt(identity.ciphertext), problems: [] })
  })

  return routes
}

async function cardPage(
  c: Request,
  entryReader: EntryReader,
  person: LoadedPerson,
  { revealed, problems }: { revealed: string | null; problems: readonly Problem[] },
) {
  const { db } = c.get('services')
  const viewpoint = viewpointOf(c)
  const { asOf } = viewpoint
  const permissions = c.get('permissions')
  const { sex, identityCategory, bornOn } = person.particulars
  const category = usualRetirementCategory({ sex, identityCategory })
  const link = linkOf(c)
  const { personId, held } = person
  const [facts, photo, entry, unit] = await Promise.all([
    personFactsOf(db, viewpoint, personId, { superseded: false }),
    photoOf(db, viewpoint, personId),
    entryOf(db, viewpoint, personId, entryReader),
    held === null ? null : organizationOn(db, viewpoint, held.organizationId),
  ])
  return respond(
    c,
    {
      title: person.particulars.name,
      crumbs: [{ title: '花名册', href: '/people' }],
      dated: true,
      action: (
        <>
          {permissions.has('person.write') ? (
            <a class="plain" href={link(`/people/${person.personId}/correction`)}>
              更正信息
            </a>
          ) : null}
          {permissions.has('person.apply') && !permissions.has('person.write') ? (
            <a class="plain" href={link(`/people/${person.personId}/application`)}>
              申请更正
            </a>
          ) : null}
          {permissions.has('movement.draft') ? (
            <a class="button" href={link('/movements/new', { personId: person.personId })}>
              办理异动
            </a>
          ) : null}
        </>
      ),
    },
    <PersonRecord person={person} tab="card" asOf={asOf} mayReadPay={permissions.has('pay.read')} link={link}>
      <PersonCard
        person={person}
        facts={facts.filter(({ kind }) => permissions.has(factRules[kind].read))}
        hasPhoto={photo !== null}
        entry={entry}
        ways={entryReader.ways}
        unitFunding={unit?.funding ?? null}
        retiresOn={person.held === null ? null : retirementMonth({ bornOn, category, lawOn: asOf })}
        asOf={asOf}
        mayReveal={permissions.has('person.reveal')}
        revealed={revealed}
        problems={problems}
        csrfToken={c.get('csrfToken')}
        link={link}
      />
    </PersonRecord>,
    problems.length === 0 ? 200 : 422,
  )
}
