import { createHash } from 'node:crypto'

import type { Db } from '../../src/platform/db.ts'
import type { SimMessage, SimPerson } from '../../src/simulator/start-simulator.ts'

/** The questions of one bank file. */
const questions = 300
/** After so long an admin presses again. */
const patienceMs = 3_000
/** After so long an admin gives up. */
const longestMs = 600_000

/** Sends bank files and confirms each, as an admin does whose bot is slow. */
export async function importBanks(admin: SimPerson, files: number): Promise<void> {
  for (let file = 1; file <= files; file++) {
    admin.sendFile(`${nameOf(file)}.csv`, bankFile(file))
    const preview = await admin.until(() => findPreview(admin, file), 'a preview', longestMs)
    for (let tries = 0; ; tries++) {
      const label = confirmLabel(lookAgain(admin, preview))
      if (label === undefined) break
      // A second press is what people try; a third and a fourth teach nothing.
      if (tries < 2) admin.press(preview.id, label)
      const isDone = () => confirmLabel(lookAgain(admin, preview)) === undefined
      const wait = tries < 2 ? patienceMs : longestMs
      await admin.until(isDone, 'the import', wait).catch(() => {})
      if (tries === 2) break
    }
  }
}

/** What is missing of the banks that were confirmed, and what is there twice. */
export async function countImports(
  db: Db,
  files: number,
): Promise<{ lost: number; doubled: number }> {
  const toll = { lost: 0, doubled: 0 }
  for (let file = 1; file <= files; file++) {
    const kept = await db.question.count({
      where: { bank: { name: nameOf(file) }, state: { not: 'RETIRED' } },
    })
    toll.lost += Math.max(0, questions - kept)
    toll.doubled += Math.max(0, kept - questions)
  }
  return toll
}

function nameOf(file: number): string {
  return `题库${file}`
}

/** Stems that resemble no other: what is near a question is not to be measured here. */
function bankFile(file: number): Uint8Array {
  const rows = Array.from({ length: questions }, (_, n) => {
    const word = createHash('sha1').update(`${file}:${n}`).digest('hex')
    return `${word}是什么？,${word.slice(0, 8)},${word.slice(8, 16)},A`
  })
  return Buffer.from(['题目,A,B,答案', ...rows, ''].join('\n'))
}

function findPreview(admin: SimPerson, file: number): SimMessage | undefined {
  return admin
    .messages()
    .find((message) => message.text.includes(`${nameOf(file)}.csv`) && confirmLabel(message))
}

function lookAgain(admin: SimPerson, { id }: SimMessage): SimMessage | undefined {
  return admin.messages().find((message) => message.id === id)
}

function confirmLabel(message: SimMessage | undefined): string | undefined {
  const labels = message?.buttons.flat().map(({ label }) => label) ?? []
  return labels.find((label) => /^导入 \d+ 题$/.test(label))
}
