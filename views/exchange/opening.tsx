import { type Opening, openingStates } from '../../src/exchange/opening.ts'
import { subjectName } from '../../src/exchange/subject.ts'
import type { Typed } from '../../src/http/form.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import type { Problem } from '../../src/kernel/problem.ts'
import { AreaField, CsrfField, ProblemSummary } from '../parts/form.tsx'
import { Moment } from '../parts/moment.tsx'

type OpeningPageProps = {
  opening: Opening
  /** everyday records beside the opening: it cannot be thrown away any more */
  beside: number
  typed: Typed
  problems: readonly Problem[]
  mayLoad: boolean
  mayClose: boolean
  csrfToken: string
  link: Link
}

/** 期初建账: where it stands, and the two ends it can have. */
export function OpeningPage({
  opening,
  beside,
  typed,
  problems,
  mayLoad,
  mayClose,
  csrfToken,
  link,
}: OpeningPageProps) {
  const isOpen = opening.state === 'open'
  return (
    <section id="opening">
      <header class="record">
        <dl class="facts">
          <dt>状态</dt>
          <dd>
            <span class="tag">{openingStates[opening.state]}</span>
          </dd>
          <dt>期初日</dt>
          <dd>{opening.opensOn ?? '–'}</dd>
          <dt>已作废</dt>
          <dd>{opening.discarded} 次</dd>
        </dl>
      </header>
      <ProblemSummary problems={problems} />
      <Loads opening={opening} link={link} />
      {isOpen && mayLoad ? (
        <form class="work" method="post" action="/exchange/opening/withdrawal">
          <CsrfField token={csrfToken} />
          <fieldset>
            <legend>作废重来</legend>
            {beside > 0 ? <p class="warning">已登记 {beside} 项日常事项，不能再作废。</p> : null}
            <AreaField
              name="reason"
              label="作废原因"
              typed={typed}
              problems={problems}
              required
              help="已载入的期初数据全部作废，可以重新载入；作废的数据仍可按“当时所知”查看。"
            />
          </fieldset>
          <div class="buttons">
            <button class="refuse" type="submit">
              作废全部期初数据
            </button>
          </div>
        </form>
      ) : null}
      {isOpen && mayClose ? (
        <form class="work" method="post" action="/exchange/opening/closing">
          <CsrfField token={csrfToken} />
          <fieldset>
            <legend>启用</legend>
            <label for="confirmed">
              <input type="checkbox" id="confirmed" name="confirmed" value="yes" />{' '}
              期初数据已核对无误。启用后不能再载入或作废期初数据，以后的变动按日常事项办理。
            </label>
          </fieldset>
          <div class="buttons">
            <button class="main" type="submit">
              启用
            </button>
          </div>
        </form>
      ) : null}
    </section>
  )
}

function Loads({ opening, link }: { opening: Opening; link: Link }) {
  if (opening.loads.length === 0) {
    const words: Record<Opening['state'], string> = {
      none: '还没有期初数据。先下载模板，填好机构、核定编制、领导职数、人员四张表，再到“数据交换”填写期初日上传。',
      open: '还没有载入。',
      live: '没有载入记录。',
      'in-use': '本登记库已有日常登记，不办理期初建账。',
    }
    return (
      <p class="empty">
        {words[opening.state]} <a href={link('/exchange')}>数据交换</a>
      </p>
    )
  }
  return (
    <table class="register">
      <caption>已载入的期初数据</caption>
      <thead>
        <tr>
          <th scope="col">内容</th>
          <th scope="col">时间</th>
          <th scope="col" class="number">
            新增和变更（条）
          </th>
        </tr>
      </thead>
      <tbody>
        {opening.loads.map(({ subject, recordedAt, count }) => (
          <tr>
            <th scope="row">{subjectName(subject)}</th>
            <td>
              <Moment at={recordedAt} />
            </td>
            <td class="number">{count}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
