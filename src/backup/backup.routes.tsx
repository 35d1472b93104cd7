import { Backups, backupColumns } from '../../views/backup/backups.tsx'
import { actingOf, newRoutes, type Services } from '../http/environment.ts'
import { listOf, orderedAsAsked, sheetOfList } from '../http/list.ts'
import { permit } from '../http/permit.ts'
import { respondList } from '../http/respond-list.tsx'
import { workbookAnswer } from '../http/workbook.ts'
import { keptBackups } from './backup-folder.ts'
import { type BackupGround, keepBackup } from './keep-backup.ts'
import { lateAfter } from './run-nightly.ts'

/** 备份: what is kept, when the last good one was made, and one made at once. */
export function backupRoutes({ keeping, db, cipher, wall }: Services) {
  const routes = newRoutes()
  if (keeping === null) return routes
  const ground: BackupGround = { db, cipher, ...keeping }

  routes.get('/backups', permit('system.read'), async (c) => {
    const backups = await keptBackups(ground.dataDirectory)
    const last = backups[0]?.madeAt ?? null
    const late = last === null || wall().getTime() - last.getTime() > lateAfter
    const list = listOf(c, { columns: backupColumns, rows: backups })
    return respondList(
      c,
      { title: '备份' },
      list,
      <Backups list={list} last={backups[0]} late={late} csrfToken={c.get('csrfToken')} />,
    )
  })

  routes.get('/backups.xlsx', permit('system.read'), async (c) => {
    const rows = await keptBackups(ground.dataDirectory)
    const ordered = orderedAsAsked(c, { columns: backupColumns, rows })
    return workbookAnswer(c, sheetOfList(ordered, { title: '备份', counted: '份' }))
  })

  routes.post('/backups', permit('system.read'), async (c) => {
    await keepBackup(ground, actingOf(c), { at: wall(), nightly: false })
    return c.redirect('/backups', 303)
  })

  return routes
}
