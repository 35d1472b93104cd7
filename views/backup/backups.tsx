import type { KeptBackup } from '../../src/backup/kept-backup.ts'
import { CsrfField } from '../parts/form.tsx'
import { beijingMinute, Moment } from '../parts/moment.tsx'

type BackupsProps = { backups: readonly KeptBackup[]; late: boolean; csrfToken: string }

export function Backups({ backups, late, csrfToken }: BackupsProps) {
  const [last] = backups
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
      {backups.length === 0 ? (
        <p class="empty">备份列在这里。系统每夜一时自动备份，保留 7 天、5 周、8 个季度。</p>
      ) : (
        <table class="register">
          <caption>备份，由近到远。每夜一时自动备份，保留 7 天、5 周、8 个季度。</caption>
          <thead>
            <tr>
              <th scope="col">时间</th>
              <th scope="col">文件</th>
              <th scope="col">种类</th>
              <th scope="col">加密</th>
              <th scope="col" class="number">
                行数
              </th>
              <th scope="col" class="number">
                大小（KB）
              </th>
            </tr>
          </thead>
          <tbody>
            {backups.map((backup) => (
              <tr>
                <th scope="row">
                  <Moment at={backup.madeAt} />
                </th>
                <td>{backup.file.slice(backup.file.lastIndexOf('/') + 1)}</td>
                <td>{backup.nightly ? '每夜' : '手工'}</td>
                <td>{backup.locked ? '是' : '否'}</td>
                <td class="number">{backup.rows.toLocaleString('zh-CN')}</td>
                <td class="number">{Math.ceil(backup.bytes / 1024).toLocaleString('zh-CN')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p class="note">
        备份放在数据目录的 backups 下。身份证号在备份中是密文，解密用的 keys/personal.key
        不在备份内，须另存他处。 恢复用命令 bianzhi restore。
      </p>
    </section>
  )
}
