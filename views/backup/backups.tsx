import type { KeptBackup } from '../../src/backup/kept-backup.ts'
import type { List, ListColumn } from '../../src/http/list.ts'
import { CsrfField } from '../parts/form.tsx'
import { ListTable, ListTools } from '../parts/list-table.tsx'
import { beijingMinute, Moment } from '../parts/moment.tsx'

export const backupColumns: ListColumn<KeptBackup>[] = [
  {
    key: 'madeAt',
    title: '时间',
    width: 18,
    kind: 'date',
    value: ({ madeAt }) => beijingMinute(madeAt),
    cell: ({ madeAt }) => <Moment at={madeAt} />,
  },
  {
    key: 'file',
    title: '文件',
    width: 40,
    value: ({ file }) => file.slice(file.lastIndexOf('/') + 1),
  },
  { key: 'kind', title: '种类', width: 8, kind: 'code', value: ({ nightly }) => (nightly ? '每夜' : '手工') },
  { key: 'locked', title: '加密', width: 8, kind: 'code', value: ({ locked }) => (locked ? '是' : '否') },
  { key: 'rows', title: '行数', width: 12, kind: 'count', value: ({ rows }) => rows },
  {
    key: 'size',
    title: '大小（KB）',
    width: 12,
    kind: 'count',
    value: ({ bytes }) => Math.ceil(bytes / 1024),
    order: ({ bytes }) => bytes,
  },
]

type BackupsProps = {
  list: List<KeptBackup>
  /** the latest */
  last: KeptBackup | undefined
  late: boolean
  csrfToken: string
}

export function Backups({ list, last, late, csrfToken }: BackupsProps) {
  return (
    <section id="backups">
      {late ? (
        <p class="warning" role="alert">
          {last === undefined ? '还没有备份。' : `最近一次备份是 ${beijingMinute(last.madeAt)}，已超过一天。`}
          请检查磁盘空间和运行日志，并立即备份。
        </p>
      ) : (
        <p>最近一次完好的备份：{last === undefined ? '' : beijingMinute(last.madeAt)}。</p>
      )}
      <form method="post" action="/backups">
        <CsrfField token={csrfToken} />
        <div class="buttons">
          <button class="main">立即备份</button>
        </div>
      </form>
      {list.count === 0 ? (
        <p class="empty">备份列在这里。系统每夜一时自动备份，保留 7 天、5 周、8 个季度。</p>
      ) : (
        <>
          <div class="filters">
            <ListTools list={list} counted="份" />
          </div>
          <ListTable
            list={list}
            caption="备份，由近到远。每夜一时自动备份，保留 7 天、5 周、8 个季度。"
            counted="份"
          />
        </>
      )}
      <p class="note">
        备份放在数据目录的 backups 下。身份证号在备份中是密文，解密用的 keys/personal.key
        不在备份内，须另存他处。 恢复用命令 bianzhi restore。
      </p>
    </section>
  )
}
