import { z } from 'zod'
import { PersonCorrection } from '../../views/staffing/person-correction.tsx'
import { actingOf, newRoutes, type Request } from '../http/environment.ts'
import { notFoundPage } from '../http/error-pages.tsx'
import {
  optionalDate,
  optionalText,
  readForm,
  requiredChoice,
  requiredId,
  requiredText,
  type Typed,
} from '../http/form.ts'
import { permit } from '../http/permit.ts'
import { respond } from '../http/respond.tsx'
import { linkOf } from '../http/viewpoint.ts'
import { codesOf } from '../kernel/codes.ts'
import type { Problem } from '../kernel/problem.ts'
import { documentOfForm, documentShape } from '../organization/document-form.ts'
import { correctParticulars } from './correct-person.ts'
import { loadPerson } from './load-person.ts'
import type { LoadedPerson } from './person.ts'
import { identityCategories } from './person-words.ts'

const shape = z.object({
  versionId: requiredId(),
  name: requiredText(50),
  identityNumber: optionalText(40),
  ethnicity: requiredChoice(codesOf('GB3304').map(({ code }) => code)),
  politicalStatus: requiredChoice(codesOf('GB4762').map(({ code }) => code)),
  nativePlace: optionalText(50),
  birthPlace: optionalText(50),
  joinedPartyOn: optionalDate(),
  beganWorkOn: optionalDate(),
  identityCategory: requiredChoice(Object.keys(identityCategories)),
  changedOn: optionalDate(),
  reason: requiredText(200),
  ...documentShape,
})

/** 更正基本信息, with its document. */
export function personCorrectionRoutes() {
  const routes = newRoutes()

  routes.get('/people/:id/correction', permit('person.write'), async (c) => {
    const person = await loadPerson(c, c.req.param('id'))
    if (person === null) return notFoundPage(c)
    const { id, name, ethnicity, politicalStatus, nativePlace, birthPlace, joinedPartyOn } =
      person.particulars
    const { beganWorkOn, identityCategory } = person.particulars
    const typed = {
      versionId: id,
      name,
      ethnicity,
      politicalStatus,
      nativePlace: nativePlace ?? '',
      birthPlace: birthPlace ?? '',
      joinedPartyOn: joinedPartyOn ?? '',
      beganWorkOn: beganWorkOn ?? '',
      identityCategory,
    }
    return formPage(c, person, typed, [])
  })

  routes.post('/people/:id/correction', permit('person.write'), async (c) => {
    const person = await loadPerson(c, c.req.param('id'))
    if (person === null) return notFoundPage(c)
    const { typed, outcome } = await readForm(c, shape)
    if (!outcome.done) return formPage(c, person, typed, outcome.problems)
    const { db, cipher } = c.get('services')
    const form = outcome.value
    const corrected = await correctParticulars(db, cipher, actingOf(c), person.personId, {
      ...form,
      document: documentOfForm(form),
    })
    if (!corrected.done) return formPage(c, person, typed, corrected.problems)
    return c.redirect(`/people/${person.personId}/history`, 303)
  })

  return routes
}

function formPage(c: Request, person: LoadedPerson, typed: Typed, problems: readonly Problem[]) {
  return respond(
    c,
    {
      title: '更正信息',
      crumbs: [
        { title: '花名册', href: '/people' },
        { title: person.particulars.name, href: `/people/${person.personId}` },
      ],
    },
    <PersonCorrection
      person={person}
      typed={typed}
      problems={problems}
      csrfToken={c.get('csrfToken')}
      link={linkOf(c)}
    />,
    problems.length === 0 ? 200 : 422,
  )
}
