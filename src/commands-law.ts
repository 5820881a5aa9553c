import { basename } from 'node:path'

import type { Command } from 'commander'

import { readInput, Refused } from './command-io.ts'
import type { CommandWorld, Print } from './command-io.ts'
import { lawFollower } from './law-changes.ts'
import type { LawEffect } from './law/change/follow-texts.ts'
import { effectLines } from './law/change/screens.ts'
import { confirmLawImport, type SkippedLaw, type TakenLaw } from './law/confirm-law-import.ts'
import { previewLawImport, type LawFilePreview } from './law/preview-law-import.ts'
import { problemText } from './law/problem-text.ts'
import { searchLaw } from './law/search-law.ts'
import type { Deps } from './platform/deps.ts'
import { isDay, type Day } from './shared/day.ts'

interface ImportOptions {
  inForce?: string
  json?: boolean
}

interface SearchOptions {
  at?: string
  limit: string
  json?: boolean
}

/** What became of one file. */
interface FileReport {
  file: string
  taken: TakenLaw[]
  /** What that means for questions in use. */
  effects: LawEffect[]
  /** Why a law of it, or all of it, is not in the library. */
  refused: string[]
  /** Remarks and defects, each with its place. */
  problems: string[]
}

const mostHits = 50

/** `law import` and `law search`. */
export function addLawCommands(program: Command, world: CommandWorld, print: Print): void {
  const law = program.command('law').description('the law library')
  law
    .command('import <files...>')
    .description('take laws in from txt, md or docx; each text of a law is kept by its date')
    .option('--in-force <date>', 'the first day in force, where the text does not say (YYYY-MM-DD)')
    .option('--json', 'print one JSON value')
    .action((files: string[], options: ImportOptions) => importLaws(world, files, options, print))
  law
    .command('search <question>')
    .description('the articles that answer a question, from the texts in force on a day')
    .option('--at <date>', 'the day (default: today)')
    .option('--limit <number>', `at most so many articles, 1 to ${mostHits}`, '5')
    .option('--json', 'print one JSON value')
    .action((question: string, options: SearchOptions) => search(world, question, options, print))
}

async function importLaws(
  world: CommandWorld,
  files: string[],
  options: ImportOptions,
  print: Print,
): Promise<void> {
  const inForce = readDay(world, options.inForce)
  const bytes = new Map<string, Uint8Array>()
  // A file that is not there is told before the first is taken in.
  for (const file of files) bytes.set(file, await readInput(world, file))
  const deps = await world.deps()
  const reports: FileReport[] = []
  for (const [file, content] of bytes) {
    const preview = await previewLawImport(deps, {
      bytes: content,
      name: basename(file),
      by: 0,
      ...(inForce !== undefined && { inForce }),
    })
    const report = await takeIn(world, deps, file, preview)
    reports.push(report)
    if (!options.json) print(reportText(world, report))
  }
  if (options.json) print(JSON.stringify(asJson(reports)))
  const refused = reports.flatMap(({ file, refused: reasons }) =>
    reasons.map((reason) => `${file}: ${reason}`),
  )
  if (refused.length > 0) throw new Refused(refused.join('\n'))
}

async function takeIn(
  { t }: CommandWorld,
  deps: Deps,
  file: string,
  preview: LawFilePreview,
): Promise<FileReport> {
  const nothing = { file, taken: [], effects: [], problems: [] }
  switch (preview.kind) {
    case 'no-law':
      return { ...nothing, refused: [t('law-none-in-file')] }
    case 'in-force-early':
      return { ...nothing, refused: [t('law-in-force-early', { date: preview.date })] }
    case 'unreadable':
      return { ...nothing, refused: [t(`problem-${preview.code}`, preview.args)] }
    case 'preview': {
      const problems = preview.problems.map((problem) => problemText(t, problem, preview.unit))
      const library = { ...deps, follow: lawFollower(deps) }
      const done = await confirmLawImport(library, { importId: preview.importId, by: null })
      const skipped = 'skipped' in done ? done.skipped : []
      const refused = skipped.map((law) => skippedText({ t }, law))
      const { taken, effects } = done.kind === 'confirmed' ? done : nothing
      return { file, taken, effects, refused, problems }
    }
  }
}

function skippedText({ t }: Pick<CommandWorld, 't'>, { title, reason, date }: SkippedLaw): string {
  return t(`law-skipped-${reason}`, { law: title, date: date ?? '' })
}

function reportText({ t }: CommandWorld, { file, taken, effects, problems }: FileReport): string {
  const lines = taken.map(({ name, date, inForce, articles }) =>
    t('cli-law-imported', { law: name, date, inForce, articles }),
  )
  return [file, ...lines, ...effectLines(t, effects), ...problems].join('\n  ')
}

function asJson(reports: FileReport[]): object {
  return {
    imported: reports.flatMap(({ file, taken, effects }) =>
      taken.map(({ name, versionId, date, inForce, articles }) => ({
        file,
        law: name,
        version: date,
        inForce,
        articles,
        questions: questionsOf(versionId, effects),
      })),
    ),
    refused: reports.flatMap(({ file, refused }) => refused.map((reason) => ({ file, reason }))),
    problems: reports.flatMap(({ file, problems }) => problems.map((text) => ({ file, text }))),
  }
}

/** How many questions a text stopped and renumbered, or the day on which it will. */
function questionsOf(versionId: number, effects: LawEffect[]): object {
  const counts = { stopped: 0, renumbered: 0, planned: null }
  for (const effect of effects) {
    if (effect.kind === 'undone' || effect.versionId !== versionId) continue
    if (effect.kind === 'planned') return { ...counts, planned: effect.day }
    const { stopped, renumbered } = effect
    return { ...counts, stopped, renumbered }
  }
  return counts
}

async function search(
  world: CommandWorld,
  question: string,
  options: SearchOptions,
  print: Print,
): Promise<void> {
  const at = readDay(world, options.at)
  const limit = /^\d{1,2}$/.test(options.limit) ? Number(options.limit) : 0
  if (limit < 1 || limit > mostHits) throw new Refused(world.t('cli-bad-limit', { most: mostHits }))
  const hits = await searchLaw(await world.deps(), {
    question,
    limit,
    ...(at !== undefined && { at }),
  })
  if (options.json) {
    const shown = hits.map(({ law, version, article, inForce, score, text }) => ({
      law,
      version,
      article,
      inForce,
      score,
      text,
    }))
    return print(JSON.stringify(shown))
  }
  if (hits.length === 0) return print(world.t('law-nothing-found'))
  for (const { law, version, article, inForce, text } of hits) {
    print(`${world.t('cli-law-hit', { law, article, version, inForce })}\n${text}\n`)
  }
}

function readDay({ t }: CommandWorld, text: string | undefined): Day | undefined {
  if (text !== undefined && !isDay(text)) throw new Refused(t('cli-bad-day', { text }))
  return text
}
