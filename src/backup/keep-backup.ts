import { recordAudit } from '../database/audit.ts'
import type { Address, Db } from '../database/connection.ts'
import { keyFingerprint, type PersonalCipher } from '../database/personal-cipher.ts'
import type { Acting } from '../kernel/acting.ts'
import { keptBackups, newBackupFile, removeOutdated, writeSlip } from './backup-folder.ts'
import type { KeptBackup } from './kept-backup.ts'
import { makeBackup } from './make-backup.ts'

/** Where backups come from and go to. */
export type BackupGround = {
  db: Db
  address: Address
  dataDirectory: string
  cipher: PersonalCipher
  /** text of the file BIANZHI_BACKUP_KEY_FILE names; null: the files are not locked */
  backupKey: string | null
}

/** A backup into the folder of the registry, with its audit entry; a nightly one lets the outdated go. */
export async function keepBackup(
  { db, address, dataDirectory, cipher, backupKey }: BackupGround,
  acting: Acting,
  { at, nightly }: { at: Date; nightly: boolean },
): Promise<KeptBackup> {
  const file = await newBackupFile(dataDirectory, at, nightly)
  const manifest = await makeBackup(address, {
    file,
    key: backupKey,
    keyFingerprint: keyFingerprint(cipher),
    madeAt: at,
  })
  await writeSlip(file, manifest, backupKey !== null)
  const removed = nightly ? await removeOutdated(dataDirectory, at) : []
  const [made] = (await keptBackups(dataDirectory)).filter((backup) => backup.file === file)
  if (!made) throw new Error('the backup just made is not there')
  await recordAudit(db, acting, {
    action: 'backup.make',
    subjectKind: 'backup',
    subjectId: file.slice(file.lastIndexOf('/') + 1),
    after: { rows: made.rows, bytes: made.bytes, locked: made.locked, removed: removed.length },
  })
  return made
}
