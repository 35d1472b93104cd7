import { z } from 'zod'
import { actingOf, newRoutes } from '../http/environment.ts'
import { notFoundPage } from '../http/error-pages.tsx'
import { bodyOf, readForm, requiredText } from '../http/form.ts'
import { permit } from '../http/permit.ts'
import { linkOf, viewpointOf } from '../http/viewpoint.ts'
import { loadPerson } from './load-person.ts'
import { factsPage } from './person-fact.routes.tsx'
import { photoContent, photoOf } from './photo.store.ts'
import { photoMedia } from './photo.ts'
import { recordPhoto, supersedePhotoOf } from './record-photo.ts'

/** 照片: shown on the card to whoever may read the person, put there and taken out by the clerk. */
export function personPhotoRoutes() {
  const routes = newRoutes()

  routes.get('/people/:id/photo', permit('person.read'), async (c) => {
    const person = await loadPerson(c, c.req.param('id'))
    if (person === null) return notFoundPage(c)
    const { db, regionCode } = c.get('services')
    const photo = await photoOf(db, viewpointOf(c), person.personId)
    if (photo === null) return notFoundPage(c)
    const content = await photoContent(db, regionCode, photo.id)
    return c.body(new Uint8Array(content), 200, {
      'Content-Type': photoMedia[photo.fileType === 'png' ? 'png' : 'jpg'],
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': "default-src 'none'; sandbox",
    })
  })

  routes.post('/people/:id/photo', permit('person.write'), async (c) => {
    const person = await loadPerson(c, c.req.param('id'))
    if (person === null) return notFoundPage(c)
    const { photo } = await bodyOf(c)
    const bytes = photo instanceof File ? Buffer.from(await photo.arrayBuffer()) : Buffer.alloc(0)
    const recorded = await recordPhoto(c.get('services').db, actingOf(c), person.personId, bytes)
    if (!recorded.done) {
      return factsPage(c, person, { revealed: null, refusedAt: 'photo', problems: recorded.problems })
    }
    return c.redirect(linkOf(c)(`/people/${person.personId}`), 303)
  })

  routes.post('/people/:id/photo/removal', permit('person.write'), async (c) => {
    const person = await loadPerson(c, c.req.param('id'))
    if (person === null) return notFoundPage(c)
    const { outcome } = await readForm(c, z.object({ photoReason: requiredText(100) }))
    const removed = outcome.done
      ? await supersedePhotoOf(c.get('services').db, actingOf(c), person.personId, outcome.value.photoReason)
      : outcome
    if (!removed.done) {
      return factsPage(c, person, { revealed: null, refusedAt: 'photo', problems: removed.problems })
    }
    return c.redirect(linkOf(c)(`/people/${person.personId}`), 303)
  })

  return routes
}
