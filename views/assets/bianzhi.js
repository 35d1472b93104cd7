// Keyboard and small comforts; every page works without this file.
document.addEventListener('keydown', (event) => {
  const typing = event.target instanceof HTMLElement && event.target.matches('input, textarea, select')
  if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey) {
    const search = document.getElementById('search')
    if (search) {
      event.preventDefault()
      search.focus()
    }
  }
  if (event.key === 's' && (event.ctrlKey || event.metaKey)) {
    const form = (event.target instanceof Element && event.target.closest('form')) || document.querySelector('form.work')
    if (form) {
      event.preventDefault()
      form.requestSubmit()
    }
  }
  if (event.key === 'Escape') closeDrawer()
  if (event.key === 'Enter' && event.target instanceof HTMLInputElement && event.target.closest('form.work')) {
    moveToNextField(event)
  }
})

// Enter goes to the next field of a work form; on the last one it submits as usual.
function moveToNextField(event) {
  const fields = [...event.target.form.querySelectorAll('input:not([type=hidden]), select, textarea, button')]
  const next = fields.slice(fields.indexOf(event.target) + 1).find((field) => !field.disabled)
  if (next && !(next instanceof HTMLButtonElement)) {
    event.preventDefault()
    next.focus()
  }
}

// A link with data-drawer opens in the side drawer; without script it is a page of its own.
document.addEventListener('click', async (event) => {
  if (!(event.target instanceof Element)) return
  if (event.target.closest('[data-print]')) window.print()
  if (event.target.closest('[data-close]')) closeDrawer()
  const link = event.target.closest('a[data-drawer]')
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  const drawer = document.getElementById('drawer')
  const answer = await fetch(link.href, { headers: { 'HX-Request-Type': 'partial' } })
  if (!drawer || answer.redirected) {
    window.location.assign(link.href)
    return
  }
  drawer.innerHTML = `<button type="button" class="plain close" data-close>关闭</button>${await answer.text()}`
  drawer.hidden = false
  drawer.dataset.opener = link.id
  drawer.querySelector('button')?.focus()
})

// A print is recorded before its dialog opens, by our button or by the browser's own menu.
window.addEventListener('beforeprint', () => {
  const token = document.querySelector('.who input[name="csrf"]')
  if (!token) return
  const page = location.pathname + location.search
  navigator.sendBeacon('/prints', new URLSearchParams({ csrf: token.value, page }))
})

// How many of a long list are shown, told again when scrolling on brought more.
document.addEventListener('htmx:after:swap', () => {
  const shown = document.querySelector('[data-shown]')
  const rows = document.querySelectorAll('[data-list] > tr:not(#list-more)')
  if (shown && rows.length > 0) shown.textContent = rows.length.toLocaleString('zh-CN')
})

function closeDrawer() {
  const drawer = document.getElementById('drawer')
  if (!drawer || drawer.hidden) return
  drawer.hidden = true
  document.getElementById(drawer.dataset.opener ?? '')?.focus()
}

// A form is not sent twice by an impatient second click.
document.addEventListener('submit', (event) => {
  const form = event.target
  if (!(form instanceof HTMLFormElement) || form.method !== 'post') return
  if (form.dataset.sent) event.preventDefault()
  form.dataset.sent = 'yes'
})
window.addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[data-sent]')) delete form.dataset.sent
})

// What is wrong comes first: the summary takes the focus, and says of which field each line is.
for (const link of document.querySelectorAll('.problems a[href^="#"]')) {
  const label = document.getElementById(link.hash.slice(1))?.labels?.[0]?.textContent.replace(/[\s*]+$/, '').trim()
  if (label && !link.textContent.includes(label)) link.prepend(`${label}：`)
}
document.querySelector('.problems')?.focus()
