import type { Link } from '../../src/http/viewpoint.ts'
import type { HelpPart } from './help-parts.ts'

/** 帮助目录 */
export function HelpList({ parts, link }: { parts: readonly HelpPart[]; link: Link }) {
  return (
    <dl class="facts help-list">
      {parts.map(({ key, title, purpose }) => (
        <>
          <dt>
            <a href={link(`/help/${key}`)}>{title}</a>
          </dt>
          <dd class="wide">{purpose}</dd>
        </>
      ))}
    </dl>
  )
}

export function HelpPage({ part, link }: { part: HelpPart; link: Link }) {
  return (
    <article class="help-page">
      <p>{part.purpose}</p>
      <p>
        <a href={link(part.path.split('?')[0] ?? part.path)}>打开{part.title}</a>
      </p>
      <img
        src={`/assets/screenshots/${part.picture}.png`}
        alt={`${part.title}页面`}
        width="1366"
        height="768"
        loading="lazy"
      />
      {part.steps.map(({ title, says }) => (
        <section>
          <h2>{title}</h2>
          <ol>
            {says.map((sentence) => (
              <li>{sentence}</li>
            ))}
          </ol>
        </section>
      ))}
      <h2>须知</h2>
      <ul>
        {part.notes.map((note) => (
          <li>{note}</li>
        ))}
      </ul>
    </article>
  )
}
