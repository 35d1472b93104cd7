import { timeInShanghai } from '../src/kernel/clock.ts'
import { dateOf, lastOfMonth, yearOf } from '../src/kernel/dates.ts'
import type { Frame } from './layout.tsx'

/** 时点: the day the page answers for. Another day than today turns it amber and says so in words. */
export function ViewpointBar({ frame }: { frame: Frame }) {
  const { asOf, asKnownAt } = frame.viewpoint
  const elsewhere = asOf !== frame.today || asKnownAt !== null
  const kept = Object.entries(frame.query).filter(([name]) => name !== 'asOf' && name !== 'asKnownAt')
  const days = [
    { title: '今天', day: frame.today },
    { title: '月末', day: lastOfMonth(asOf) },
    { title: '年末', day: dateOf(yearOf(asOf), 12, 31) },
    { title: '上年末', day: dateOf(yearOf(asOf) - 1, 12, 31) },
  ]
  return (
    <form
      class={elsewhere ? 'viewpoint elsewhere' : 'viewpoint'}
      method="get"
      action={frame.path}
      aria-label="时点"
    >
      {kept.map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <label for="asOf">时点</label>
      <input id="asOf" name="asOf" value={asOf} size={11} inputmode="numeric" maxlength={12} />
      <button class="plain">查看</button>
      {days.map(({ title, day }) => (
        <a href={address(frame, { asOf: day })}>{title}</a>
      ))}
      <details class="known" open={asKnownAt !== null}>
        <summary>当时所知</summary>
        <label for="asKnownAt">按登记时间截至</label>
        <input
          id="asKnownAt"
          name="asKnownAt"
          value={asKnownAt === null ? '' : beijing(asKnownAt)}
          size={26}
          maxlength={40}
        />
      </details>
      <span class="viewpoint-words" role="status">
        {asOf < frame.today ? `正在查看 ${asOf} 的情况，不是今天。` : ''}
        {asOf > frame.today ? `正在查看 ${asOf} 的预计情况。` : ''}
        {asKnownAt === null ? '' : `只含 ${beijing(asKnownAt)} 以前登记的事项。`}
      </span>
    </form>
  )
}

function address(frame: Frame, change: Record<string, string>): string {
  const parameters = new URLSearchParams({ ...frame.query, ...change })
  if (parameters.get('asOf') === frame.today) parameters.delete('asOf')
  const text = parameters.toString()
  return text === '' ? frame.path : `${frame.path}?${text}`
}

/** A moment as an office reads it, and as the field takes it back. */
function beijing(moment: Date): string {
  return `${timeInShanghai(moment)}+08:00`
}
