import { basename } from 'node:path'

import type { Command } from 'commander'

import { checkBank, describeBank } from './bank/check-bank.ts'
import { confirmImport } from './bank/confirm-import.ts'
import { exportBank } from './bank/export-bank.ts'
import { previewImport, type ImportPreview } from './bank/preview-import.ts'
import { undoImport } from './bank/undo-import.ts'
import { writeTemplate } from './bank/write-template.ts'
import { readInput, Refused, writeOutput } from './command-io.ts'
import type { CommandWorld, Print } from './command-io.ts'
import { bankReportText } from './command-texts.ts'
import { checkBases } from './law/check-bases.ts'

interface ImportOptions {
  name?: string
  yes?: boolean
  withoutNear?: boolean
  update?: boolean
  json?: boolean
}

/** `bank check`, `import`, `export`, `template` and `undo`. */
export function addBankCommands(program: Command, world: CommandWorld, print: Print): void {
  const bank = program.command('bank').description('question banks')
  bank
    .command('check <file>')
    .description('say what a file holds; no database, nothing changes')
    .option('--json', 'print one JSON value')
    .option('--full', 'with --json: every question as it was read')
    .action(async (file: string, options: { json?: boolean; full?: boolean }) => {
      const bytes = await readInput(world, file)
      const full = options.full ?? false
      const report = await checkBank(world.t, bytes, { full })
      print(options.json ? JSON.stringify(report) : bankReportText(report))
      if (report.questions === 0 && report.problems.length > 0)
        throw new Refused(world.t('cli-no-questions', { file }))
    })
  bank
    .command('import <file>')
    .description('load a bank; without --yes only show what would be loaded')
    .option('--name <name>', 'the bank to load into (default: the file name)')
    .option('--yes', 'load it')
    .option('--without-near', 'leave out what resembles another question')
    .option('--update', 'change what the bank has with another key, explanation or basis')
    .option('--json', 'print one JSON value')
    .action((file: string, options: ImportOptions) => importBank(world, file, options, print))
  bank
    .command('export <name> <file>')
    .description('write a bank as xlsx, csv, JSON or GIFT, by the ending of the file')
    .option('--json', 'print one JSON value')
    .action((name: string, file: string, options: { json?: boolean }) =>
      writeBankFile(world, { name, file }, options, print),
    )
  bank
    .command('template <file>')
    .description('write an xlsx to fill in, with an example of every kind')
    .option('--json', 'print one JSON value')
    .action(async (file: string, options: { json?: boolean }) => {
      await writeOutput(world, file, writeTemplate())
      print(options.json ? JSON.stringify({ file }) : world.t('cli-template', { file }))
    })
  bank
    .command('undo <import>')
    .description('take an import back: unanswered questions go, answered ones are retired')
    .option('--json', 'print one JSON value')
    .action((id: string, options: { json?: boolean }) => undoBank(world, id, options, print))
}

async function importBank(
  world: CommandWorld,
  file: string,
  options: ImportOptions,
  print: Print,
): Promise<void> {
  const bytes = await readInput(world, file)
  const deps = await world.deps()
  const input = {
    bytes,
    name: basename(file),
    by: 0,
    ...(options.name && { bankName: options.name }),
  }
  const preview = await previewImport(
    { ...deps, checkBases: (bases) => checkBases(deps, bases) },
    input,
  )
  const { importId, fresh, changed } = preview
  if (!options.json) printPreview(world, preview, print)
  if (fresh + (options.update ? changed : 0) === 0) {
    throw new Refused(world.t('cli-no-questions', { file }))
  }
  if (!options.yes) {
    return print(
      options.json ? JSON.stringify({ importId: null, imported: 0 }) : world.t('cli-add-yes'),
    )
  }
  const { withoutNear = false, update = false } = options
  const done = await confirmImport(deps, { importId, by: null, withoutNear, update })
  if (done.kind !== 'confirmed') throw new Refused(world.t('cli-import-stale'))
  const { kind: _, bankName: __, ...counts } = done
  const texts = { ...counts, id: importId }
  print(options.json ? JSON.stringify({ importId, ...counts }) : world.t('cli-imported', texts))
}

function printPreview({ t }: CommandWorld, preview: ImportPreview, print: Print): void {
  const { near, changed } = preview
  print(bankReportText(describeBank(t, preview)))
  if (near > 0) print(t('cli-import-near', { count: near }))
  if (changed > 0) print(t('cli-import-changed', { count: changed }))
}

async function writeBankFile(
  world: CommandWorld,
  { name, file }: { name: string; file: string },
  options: { json?: boolean },
  print: Print,
): Promise<void> {
  const exported = await exportBank(await world.deps(), { name, fileName: file })
  if (exported.kind !== 'exported') {
    throw new Refused(world.t(`cli-export-${exported.kind}`, { name, file }))
  }
  await writeOutput(world, file, exported.bytes)
  const { questions } = exported
  print(
    options.json
      ? JSON.stringify({ name, file, questions })
      : world.t('cli-exported', { count: questions, file }),
  )
}

async function undoBank(
  world: CommandWorld,
  id: string,
  options: { json?: boolean },
  print: Print,
): Promise<void> {
  // Import numbers are small; anything else cannot be one and never reaches the database.
  const importId = /^\d{1,9}$/.test(id) ? Number(id) : Number.NaN
  const undone = await undoImport(await world.deps(), { importId, by: null })
  if (undone.kind !== 'undone') throw new Refused(world.t(`cli-undo-${undone.kind}`, { id }))
  const { deleted, retired } = undone
  print(
    options.json
      ? JSON.stringify({ importId, deleted, retired })
      : world.t('cli-undone', { deleted, retired }),
  )
}
