import { and, asc, desc, eq, isNull } from 'drizzle-orm'
import { v7 } from 'uuid'
import type { Db } from '../database/connection.ts'
import { addedBy, knownAt } from '../database/recorded.ts'
import type { Acting, Viewpoint } from '../kernel/acting.ts'
import { personPhotoParts, personPhotos } from './person-fact.schema.ts'
import type { CleanPhoto, Photo } from './photo.ts'

const bytesOfPart = 16 * 1024

const columns = {
  id: personPhotos.id,
  fileType: personPhotos.fileType,
  size: personPhotos.size,
  sha256: personPhotos.sha256,
  recordedAt: personPhotos.recordedAt,
  recordedBy: personPhotos.recordedBy,
  supersededAt: personPhotos.supersededAt,
}

/** 照片 as believed at the moment; null: none. */
export async function photoOf(
  db: Db,
  { regionCode, asKnownAt }: Pick<Viewpoint, 'regionCode' | 'asKnownAt'>,
  personId: string,
): Promise<Photo | null> {
  const [found] = await db
    .select(columns)
    .from(personPhotos)
    .where(
      and(
        eq(personPhotos.regionCode, regionCode),
        eq(personPhotos.personId, personId),
        knownAt(personPhotos, asKnownAt),
      ),
    )
    .limit(1)
  return found ?? null
}

/** Every photograph there ever was by the moment, the newest first: for the history, which does not show them. */
export function photosRecorded(
  db: Db,
  { regionCode, asKnownAt }: Pick<Viewpoint, 'regionCode' | 'asKnownAt'>,
  personId: string,
): Promise<Photo[]> {
  return db
    .select(columns)
    .from(personPhotos)
    .where(
      and(
        eq(personPhotos.regionCode, regionCode),
        eq(personPhotos.personId, personId),
        addedBy(personPhotos, asKnownAt),
      ),
    )
    .orderBy(desc(personPhotos.recordedAt))
}

export async function photoContent(db: Db, regionCode: string, photoId: string): Promise<Buffer> {
  const parts = await db
    .select({ content: personPhotoParts.content })
    .from(personPhotoParts)
    .where(and(eq(personPhotoParts.regionCode, regionCode), eq(personPhotoParts.photoId, photoId)))
    .orderBy(asc(personPhotoParts.place))
  return Buffer.concat(parts.map(({ content }) => content))
}

/** Answers the photograph's id. */
export async function appendPhoto(
  tx: Db,
  acting: Acting,
  personId: string,
  { fileType, content, sha256 }: CleanPhoto & { sha256: string },
): Promise<string> {
  const { regionCode, at, userId } = acting
  const id = v7()
  await tx.insert(personPhotos).values({
    regionCode,
    id,
    personId,
    fileType,
    size: content.length,
    sha256,
    recordedAt: at,
    recordedBy: userId,
  })
  const parts = []
  for (let start = 0; start < content.length; start += bytesOfPart) {
    const part = content.subarray(start, start + bytesOfPart)
    parts.push({ regionCode, photoId: id, place: start / bytesOfPart, content: part })
  }
  await tx.insert(personPhotoParts).values(parts)
  return id
}

/** False when another was quicker. */
export async function supersedePhoto(tx: Db, acting: Acting, photoId: string): Promise<boolean> {
  const closed = await tx
    .update(personPhotos)
    .set({ supersededAt: acting.at })
    .where(
      and(
        eq(personPhotos.regionCode, acting.regionCode),
        eq(personPhotos.id, photoId),
        isNull(personPhotos.supersededAt),
      ),
    )
    .returning({ id: personPhotos.id })
  return closed.length === 1
}
