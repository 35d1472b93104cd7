import { openBrowser } from './browser.ts'

// A process that opens a browser and never closes it: it is killed by the test that started it.
const browser = await openBrowser()
await browser.newPage()
process.stdout.write('opened\n')
setInterval(() => {}, 1000)
