import type { Typed } from '../../src/http/form.ts'
import { type Link, withQuery } from '../../src/http/viewpoint.ts'
import type { Problem } from '../../src/kernel/problem.ts'
import { type RosterAsked, rosterQueryText } from '../../src/staffing/roster-query.ts'
import { longestQueryName, type SavedQuery } from '../../src/staffing/saved-query.ts'
import { CsrfField, ProblemSummary, TextField } from '../parts/form.tsx'

type SavedQueriesProps = {
  saved: readonly SavedQuery[]
  asked: RosterAsked
  typed: Typed
  problems: readonly Problem[]
  csrfToken: string
  link: Link
}

/** 常用查询: the user's own, one click each; the present one can be kept under a name. */
export function SavedQueries({ saved, asked, typed, problems, csrfToken, link }: SavedQueriesProps) {
  const present = rosterQueryText(asked)
  const chosen = saved.find(({ query }) => query === present)
  return (
    <nav class="saved-queries" aria-label="常用查询">
      {saved.length === 0 ? null : (
        <>
          <span class="note">常用查询</span>
          {saved.map(({ id, name, query }) => (
            <a href={withQuery(link('/people'), query)} aria-current={id === chosen?.id ? 'true' : undefined}>
              {name}
            </a>
          ))}
        </>
      )}
      <details open={problems.length > 0}>
        <summary>{chosen === undefined ? '保存当前查询' : `管理“${chosen.name}”`}</summary>
        <form
          class="work"
          method="post"
          action={link(chosen === undefined ? '/people/queries' : `/people/queries/${chosen.id}/name`)}
        >
          <CsrfField token={csrfToken} />
          <input type="hidden" name="query" value={present} />
          <ProblemSummary problems={problems} />
          <TextField
            name="queryName"
            label="名称"
            typed={{ queryName: typed.queryName ?? chosen?.name ?? '' }}
            problems={problems}
            required
            width={24}
            help={`不超过 ${longestQueryName} 字。保存机构、条件、排序和栏目，不保存时点。仅本人可见。`}
          />
          <div class="buttons">
            <button class="plain">{chosen === undefined ? '保存' : '更名'}</button>
            {chosen === undefined ? null : (
              <button class="plain" formaction={link(`/people/queries/${chosen.id}/removal`)} formnovalidate>
                删除
              </button>
            )}
          </div>
        </form>
      </details>
    </nav>
  )
}
