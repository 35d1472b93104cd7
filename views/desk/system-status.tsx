import type { Child } from 'hono/jsx'
import type { SystemStatus } from '../../src/desk/system-status-reader.ts'
import { CsrfField } from '../parts/form.tsx'
import { beijingMinute } from '../parts/moment.tsx'

type Line = { title: string; says: Child; wrong?: boolean }

type SystemStatusPageProps = {
  status: SystemStatus
  /** what the verification just asked for found */
  said: { whole: boolean; words: string } | null
  csrfToken: string
}

export function SystemStatusPage({ status, said, csrfToken }: SystemStatusPageProps) {
  const groups = [programLines(status), databaseLines(status), safetyLines(status), machineLines(status)]
  const wrong = groups.flatMap(({ lines }) => lines.filter((line) => line.wrong === true))
  return (
    <section id="system-status">
      {said === null ? null : (
        <p class={said.whole ? 'notice' : 'warning'} role={said.whole ? 'status' : 'alert'}>
          {said.words}
        </p>
      )}
      {wrong.length === 0 ? (
        <p>各项正常。</p>
      ) : (
        <p class="warning" role="alert">
          需要处理：{wrong.map(({ title }) => title).join('、')}。说明见下表。
        </p>
      )}
      <table class="register facts">
        <caption>系统状态　{beijingMinute(status.clock.now)}</caption>
        {groups.map(({ title, lines }) => (
          <tbody>
            <tr class="group">
              <th scope="rowgroup" colspan={2}>
                {title}
              </th>
            </tr>
            {lines.map((line) => (
              <tr>
                <th scope="row">{line.title}</th>
                <td class={line.wrong === true ? 'over' : undefined}>{line.says}</td>
              </tr>
            ))}
          </tbody>
        ))}
      </table>
      <form method="post" action="/system-status/verification">
        <CsrfField token={csrfToken} />
        <div class="buttons">
          <button class="main">立即校验审计链</button>
          <a class="button plain" href="/backups">
            备份
          </a>
          <button type="button" class="plain" data-print>
            打印
          </button>
        </div>
      </form>
      <p class="note">校验逐条核对全部审计记录，并与数据目录中留存的末端比对；每次校验都记入审计。</p>
    </section>
  )
}

function programLines({ program }: SystemStatus): { title: string; lines: Line[] } {
  return {
    title: '程序',
    lines: [
      { title: '版本', says: program.version },
      { title: '运行环境', says: `Node.js ${program.node}，${program.platform}` },
      { title: '已运行', says: duration(program.upSeconds) },
      { title: '内存', says: megabytes(program.memory) },
    ],
  }
}

function databaseLines({ database }: SystemStatus): { title: string; lines: Line[] } {
  const { embedded, version, size, connections, mostConnections, migration, migrations } = database
  const place = new Map([
    [true, '随系统安装，'],
    [false, '由 DATABASE_URL 指定，'],
  ])
  return {
    title: '数据库',
    lines: [
      { title: '数据库', says: `${embedded === null ? '' : place.get(embedded)}PostgreSQL ${version}` },
      { title: '数据库结构', says: `${migration}（共 ${migrations} 次升级）` },
      { title: '大小', says: megabytes(size) },
      {
        title: '连接',
        says: `${connections} 个，最多 ${mostConnections} 个`,
        wrong: connections > mostConnections * 0.9,
      },
      { title: '个人信息密钥指纹', says: database.keyFingerprint ?? '（未登记）' },
    ],
  }
}

function safetyLines({ backup, chain }: SystemStatus): { title: string; lines: Line[] } {
  const { position, waiting, anchored, verified } = chain
  return {
    title: '备份与审计',
    lines: [
      { title: '最近一次完好的备份', ...backupWords(backup) },
      {
        title: '审计链',
        says: `已入链 ${position.toLocaleString('zh-CN')} 条，待入链 ${waiting.toLocaleString('zh-CN')} 条`,
        wrong: waiting > 10_000,
      },
      { title: '留存的末端', says: anchored === null ? '（没有）' : `第 ${anchored} 条` },
      {
        title: '最近一次校验',
        says:
          verified === null
            ? '还没有校验过。'
            : `${beijingMinute(verified.at)}，${verified.userName}，${verified.whole ? '完整' : '断开'}`,
        wrong: verified?.whole === false,
      },
    ],
  }
}

function backupWords(backup: SystemStatus['backup']): Pick<Line, 'says' | 'wrong'> {
  if (backup === null) return { says: '（没有保存备份的目录）' }
  const { last, late } = backup
  const since = last === null ? '还没有备份' : beijingMinute(last)
  return { says: late ? `${since}，已过期。请立即备份。` : since, wrong: late }
}

function machineLines({ room, clock }: SystemStatus): { title: string; lines: Line[] } {
  return {
    title: '机器',
    lines: [
      {
        title: '磁盘空间',
        says:
          room === null
            ? '（不详）'
            : `剩余 ${megabytes(room.free)}，共 ${megabytes(room.total)}${roomWords(room.state)}`,
        wrong: room !== null && room.state !== 'enough',
      },
      {
        title: '时钟',
        says:
          clock.behind === null
            ? `${beijingMinute(clock.now)}，北京时间`
            : `${beijingMinute(clock.now)}，比最后一次登记早 ${duration(clock.behind)}。请校准机器时间。`,
        wrong: clock.behind !== null,
      },
    ],
  }
}

function roomWords(state: 'enough' | 'low' | 'none'): string {
  if (state === 'enough') return ''
  return state === 'low' ? '，偏少。请清理磁盘。' : '，已停止登记。请立即清理磁盘。'
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1024 / 1024).toLocaleString('zh-CN')} MB`
}

function duration(seconds: number): string {
  const minutes = Math.floor(seconds / 60)
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60)]
  if (days > 0) return `${days} 天 ${hours} 小时`
  if (hours > 0) return `${hours} 小时 ${minutes % 60} 分`
  return minutes > 0 ? `${minutes} 分` : `${Math.floor(seconds)} 秒`
}
