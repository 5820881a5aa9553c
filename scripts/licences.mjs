// Writes THIRD_PARTY.md: what the program uses where it runs, with its licence, as package-lock.json names it. With --check nothing is written: it fails where the list is old or a licence is not allowed.
import { readFileSync, writeFileSync } from 'node:fs'

const list = 'THIRD_PARTY.md'
/** Of these, MPL-2.0 asks for the source of changed files: none is changed. OFL-1.1 is the font's. */
const allowed = new Set(
  'MIT ISC 0BSD BSD-2-Clause BSD-3-Clause Apache-2.0 BlueOak-1.0.0 MPL-2.0 OFL-1.1'.split(' '),
)

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'))
const shipped = Object.entries(packages)
  .filter(([path, { dev, devOptional }]) => path !== '' && !dev && !devOptional)
  .map(([path, { version, license = 'none' }]) => ({
    name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
    version,
    license,
  }))
  .sort((a, b) => a.name.localeCompare(b.name, 'en') || a.version.localeCompare(b.version, 'en'))

const refused = shipped.filter(({ license }) => !isAllowed(license))
for (const { name, version, license } of refused) console.error(`${name} ${version}: ${license}`)

const rows = [...new Set(shipped.map((one) => `| ${one.name} | ${one.version} | ${one.license} |`))]
const text = `# Third-party packages

What the program uses where it runs, made by \`node scripts/licences.mjs\` from package-lock.json. Each package brings the text of its
licence. Tools of development, among them Prisma's command line, are not in it.

| package | version | licence |
|---|---|---|
${rows.join('\n')}
`
if (!process.argv.includes('--check')) writeFileSync(list, text)
const isCurrent = readFileSync(list, 'utf8') === text
if (!isCurrent) console.error(`${list} is old: run node scripts/licences.mjs`)
process.exitCode = isCurrent && refused.length === 0 ? 0 : 1

/** Such as `MIT AND OFL-1.1` or `(MIT OR GPL-3.0)`. */
function isAllowed(expression) {
  const every = expression.replace(/[()]/g, '').split(' AND ')
  return every.every((part) => part.split(' OR ').some((name) => allowed.has(name.trim())))
}
