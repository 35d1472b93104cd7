import { createHash } from 'node:crypto'
import { recordAudit } from '../database/audit.ts'
import type { Db } from '../database/connection.ts'
import { brokenConstraint } from '../database/constraint.ts'
import type { Acting } from '../kernel/acting.ts'
import { done, type Outcome, refused } from '../kernel/problem.ts'
import { appendPhoto, photoOf, supersedePhoto } from './photo.store.ts'
import { readPhoto } from './photo.ts'

const field = 'photo'

/** 照片 in the place of the one before. Answers its id. */
export async function recordPhoto(
  db: Db,
  acting: Acting,
  personId: string,
  bytes: Buffer,
): Promise<Outcome<string>> {
  const read = readPhoto(bytes, field)
  if (!read.done) return read
  const sha256 = createHash('sha256').update(read.value.content).digest('hex')
  try {
    return await db.transaction(async (tx) => {
      const before = await photoOf(tx, { regionCode: acting.regionCode, asKnownAt: null }, personId)
      if (before?.sha256 === sha256) return refused({ code: 'nothing-changed', field })
      if (before !== null && !(await supersedePhoto(tx, acting, before.id))) {
        return refused({ code: 'changed-meanwhile', field })
      }
      const id = await appendPhoto(tx, acting, personId, { ...read.value, sha256 })
      await recordAudit(tx, acting, {
        action: 'person.photo',
        subjectKind: 'person',
        subjectId: personId,
        ...(before === null ? {} : { before: { photoId: before.id, sha256: before.sha256 } }),
        after: { photoId: id, size: read.value.content.length, sha256 },
      })
      return done(id)
    })
  } catch (error) {
    if (brokenConstraint(error) !== 'person_photos_one_at_a_time') throw error
    return refused({ code: 'changed-meanwhile', field })
  }
}

/** 移除: no photograph from now on; what was shown until now stays known. */
export function supersedePhotoOf(
  db: Db,
  acting: Acting,
  personId: string,
  reason: string,
): Promise<Outcome<string>> {
  return db.transaction(async (tx) => {
    const photo = await photoOf(tx, { regionCode: acting.regionCode, asKnownAt: null }, personId)
    if (photo === null || !(await supersedePhoto(tx, acting, photo.id))) {
      return refused({ code: 'changed-meanwhile', field: 'photoReason' })
    }
    await recordAudit(tx, acting, {
      action: 'person.photo-removal',
      subjectKind: 'person',
      subjectId: personId,
      reason,
      before: { photoId: photo.id, sha256: photo.sha256 },
    })
    return done(photo.id)
  })
}
