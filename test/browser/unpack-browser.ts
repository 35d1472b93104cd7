import chromium from '@sparticuz/chromium'

// The package unpacks into the folder for temporary files, which the starting process chose, and knows which
// libraries a bare machine lacks when it thinks it stands on one.
await chromium.executablePath()
