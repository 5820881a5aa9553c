// `npm run bench` measures every claim, `npm run bench -- taps memory` some; `--list` names them.
import { readdirSync, statSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'

/** What a measurement exports. */
interface Bench {
  title: string
  /** `files` are the words of the command line that are paths. */
  run: (files: string[]) => Promise<void>
}

const words = process.argv.slice(2)
const isPath = (word: string) => /[/\\.]/.test(word)
const wanted = words.filter((word) => !word.startsWith('-') && !isPath(word))
const benches = await loadBenches()
const unknown = wanted.filter((name) => !benches.has(name))
if (unknown.length > 0 || words.includes('--list')) {
  if (unknown.length > 0) console.error(`no such measurement: ${unknown.join(', ')}`)
  for (const [name, { title }] of benches) console.log(`${name.padEnd(12)} ${title}`)
  process.exit(unknown.length > 0 ? 2 : 0)
}
warnOfOldBuild()
// An interrupted run takes down what it started.
process.once('SIGINT', () => process.exit(130)).once('SIGTERM', () => process.exit(143))
for (const [name, { title, run }] of benches) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  console.log(`\n=== ${name}: ${title}`)
  console.log(`Node ${process.version}, ${cpus().length} cores, load ${loads()}`)
  await run(words.filter(isPath))
  console.log(`load after: ${loads()}`)
}
process.exit(0)

async function loadBenches(): Promise<Map<string, Bench>> {
  const found = new Map<string, Bench>()
  for (const file of readdirSync(import.meta.dirname).sort()) {
    if (!file.endsWith('.ts') || file === 'run.ts') continue
    const module = (await import(join(import.meta.dirname, file))) as Partial<Bench>
    if (module.title && module.run) {
      found.set(file.slice(0, -3), { title: module.title, run: module.run })
    }
  }
  return found
}

/** Numbers of a busy machine mean little: how busy it is belongs beside them. */
function loads(): string {
  return loadavg()
    .map((load) => load.toFixed(1))
    .join(' ')
}

/** The program is measured as it is built: an old build would be measured instead. */
function warnOfOldBuild(): void {
  const root = join(import.meta.dirname, '..')
  const built = statSync(join(root, 'dist/cli.js'), { throwIfNoEntry: false })
  const newest = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.startsWith('generated'))
    .map((file) => statSync(join(root, 'src', file)).mtimeMs)
  if (!built) console.warn('dist/ is missing: npm run build')
  else if (Math.max(...newest) > built.mtimeMs)
    console.warn('dist/ is older than src/: npm run build')
}
