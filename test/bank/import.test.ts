import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { cancelImport } from '../../src/bank/cancel-import.ts'
import { confirmImport } from '../../src/bank/confirm-import.ts'
import { exportBank } from '../../src/bank/export-bank.ts'
import { writeOwnFormat } from '../../src/bank/formats/json.ts'
import { readBank } from '../../src/bank/formats/read-bank.ts'
import { offerBankFile } from '../../src/bank/offer-bank-file.ts'
import { previewImport } from '../../src/bank/preview-import.ts'
import { previewScreen } from '../../src/bank/preview-screen.ts'
import { banksScreen, readBankData } from '../../src/bank/screens.ts'
import { listBanks } from '../../src/bank/store.ts'
import { undoImport } from '../../src/bank/undo-import.ts'
import { loadTexts } from '../../src/platform/texts.ts'
import type { Question } from '../../src/shared/question.ts'
import { freshDatabase, type FreshDatabase } from '../support/fresh-db.ts'

const t = loadTexts()('zh-CN')
const now = () => new Date('2026-11-24T01:00:00Z')
let database: FreshDatabase
let deps: { db: FreshDatabase['db']; now: () => Date }

beforeAll(async () => {
  database = await freshDatabase()
  deps = { db: database.db, now }
})
afterAll(() => database.destroy())

const ask = (stem: string, key = 0): Question => ({
  kind: 'single',
  stem,
  options: ['甲', '乙', '丙'],
  key: [key],
})
const bytesOf = (questions: Question[]): Uint8Array => Buffer.from(writeOwnFormat('某', questions))
const preview = (questions: Question[], bankName: string) =>
  previewImport(deps, { bytes: bytesOf(questions), name: `${bankName}.json`, by: 7 })

async function load(questions: Question[], bankName: string) {
  const { importId } = await preview(questions, bankName)
  return { importId, done: await confirmImport(deps, { importId, by: 7 }) }
}

async function stems(name: string): Promise<string[]> {
  const exported = await exportBank(deps, { name, fileName: 'a.json' })
  if (exported.kind !== 'exported') throw new Error(exported.kind)
  return (await readBank(exported.bytes)).items.map(({ question }) => question.stem)
}

describe('a file is previewed', () => {
  test('and nothing is a question before it is confirmed', async () => {
    const shown = await preview([ask('甲一？'), ask('甲二？'), ask('甲一？')], '预览')
    expect(shown).toMatchObject({ bankName: '预览', questions: 3, fresh: 2, known: 0 })
    expect(shown.duplicates).toMatchObject([{ where: { item: 3 }, first: { item: 1 }, same: true }])
    expect((await listBanks(database.db)).map(({ name }) => name)).not.toContain('预览')
  })

  test('and a question that stands there twice with different keys is named first', async () => {
    const moved: Question = {
      kind: 'single',
      stem: '丑一？',
      options: ['丙', '甲', '乙'],
      key: [1],
    }
    const file = [ask('丑一？', 0), moved, ask('子一？', 1), ask('丑一？', 2)]
    const shown = await preview(file, '矛盾')
    expect(shown.duplicates).toEqual([
      { index: 1, where: { item: 2 }, first: { item: 1 }, same: true },
      { index: 3, where: { item: 4 }, first: { item: 1 }, same: true, conflict: true },
    ])
    const { text } = previewScreen(t, shown)
    expect(text).toMatch(/题目相同而答案不同[^]*相同，只导入一题/)
  })

  test('with what the bank has already', async () => {
    await load([ask('乙一？'), ask('乙二？')], '已有')
    const shown = await preview([ask('乙二？'), ask('乙三？')], '已有')
    expect(shown).toMatchObject({ fresh: 1, known: 1, changed: 0 })
  })

  test('under the name of the file, without its ending and number', async () => {
    const shown = await previewImport(deps, {
      bytes: bytesOf([ask('x？')]),
      name: '消防 题库 (2).json',
      by: 0,
    })
    expect(shown.bankName).toBe('消防 题库')
  })
})

describe('confirming', () => {
  test('makes the questions live, once', async () => {
    const { importId, done } = await load([ask('丙一？'), ask('丙二？'), ask('丙一？')], '确认')
    expect(done).toMatchObject({ kind: 'confirmed', bankName: '确认', imported: 2, skipped: 1 })
    expect(await confirmImport(deps, { importId, by: 7 })).toEqual({ kind: 'already-confirmed' })
    expect(await stems('确认')).toEqual(['丙一？', '丙二？'])
  })

  test('by two people at once imports once', async () => {
    const { importId } = await preview([ask('丁一？')], '同时')
    const both = await Promise.all([
      confirmImport(deps, { importId, by: 7 }),
      confirmImport(deps, { importId, by: 8 }),
    ])
    expect(both.map(({ kind }) => kind).sort()).toEqual(['already-confirmed', 'confirmed'])
    expect(await stems('同时')).toEqual(['丁一？'])
  })

  test('skips what the bank has, and the same stem with other options is new', async () => {
    await load([ask('戊一？')], '跳过')
    const other: Question = { kind: 'single', stem: '戊一？', options: ['丁', '戊'], key: [1] }
    const { done } = await load([ask('戊一？', 2), other], '跳过')
    expect(done).toMatchObject({ imported: 1, skipped: 1 })
  })

  test('after cancelling, cancelling after confirming, and of nothing, gets a clear answer', async () => {
    const cancelled = await preview([ask('己一？')], '取消')
    expect(await cancelImport(deps, cancelled.importId)).toBe('cancelled')
    expect(await cancelImport(deps, cancelled.importId)).toBe('cancelled')
    expect(await confirmImport(deps, { importId: cancelled.importId, by: 7 })).toEqual({
      kind: 'cancelled',
    })
    const { importId } = await load([ask('己二？')], '取消')
    expect(await cancelImport(deps, importId)).toBe('already-confirmed')
    expect(await confirmImport(deps, { importId: 999_999, by: 7 })).toEqual({ kind: 'unknown' })
    expect(await cancelImport(deps, 999_999)).toBe('unknown')
  })

  test('is recorded with who did it', async () => {
    const { importId } = await load([ask('庚一？')], '审计')
    const entries = await database.db.audit.findMany({
      where: { object: `bank-import:${importId}` },
    })
    expect(entries).toMatchObject([
      { actor: 7n, act: 'bank-imported', detail: { imported: 1, skipped: 0 } },
    ])
  })
})

describe('undoing', () => {
  test('deletes questions nobody was dealt, once', async () => {
    const { importId } = await load([ask('辛一？'), ask('辛二？')], '撤销')
    expect(await undoImport(deps, { importId, by: 7 })).toEqual({
      kind: 'undone',
      bankName: '撤销',
      deleted: 2,
      retired: 0,
      restored: 0,
    })
    expect(await undoImport(deps, { importId, by: 7 })).toEqual({ kind: 'already-undone' })
    expect(await confirmImport(deps, { importId, by: 7 })).toEqual({ kind: 'undone' })
    expect(await stems('撤销')).toEqual([])
  })

  test('retires questions that were dealt, and a new import brings them back', async () => {
    const { importId } = await load([ask('壬一？'), ask('壬二？')], '停用')
    await dealFirst('壬一？')
    expect(await undoImport(deps, { importId, by: 7 })).toMatchObject({ deleted: 1, retired: 1 })
    expect(await stems('停用')).toEqual([])
    const { done } = await load([ask('壬一？', 2), ask('壬二？')], '停用')
    expect(done).toMatchObject({ imported: 2, skipped: 0 })
    const question = await database.db.question.findFirstOrThrow({
      where: { bank: { name: '停用' } },
      include: { versions: { orderBy: { number: 'asc' } } },
      orderBy: { id: 'asc' },
    })
    // What was asked stays as it was asked; the question goes on with the new key.
    expect(question).toMatchObject({ state: 'LIVE', version: 2 })
    expect(question.versions.map(({ content }) => (content as { key: number[] }).key)).toEqual([
      [0],
      [2],
    ])
  })

  test('leaves to a reviewer what a person took out of use and a file holds again', async () => {
    await load([ask('子一？'), ask('子二？')], '停用又导入')
    const where = { bank: { name: '停用又导入' } }
    const taken = await database.db.question.findFirstOrThrow({ where, orderBy: { id: 'asc' } })
    await database.db.question.update({ where: { id: taken.id }, data: { state: 'RETIRED' } })
    const { done } = await load([ask('子一？', 2), ask('子二？')], '停用又导入')
    expect(done).toMatchObject({ imported: 1, waiting: 1, skipped: 1 })
    const { state, tasks } = await database.db.question.findUniqueOrThrow({
      where: { id: taken.id },
      include: { tasks: true },
    })
    expect(state).toBe('WAITING')
    expect(tasks).toMatchObject([{ reason: 'NEW', decision: null }])
  })

  test('what is not there or not live gets a clear answer', async () => {
    const { importId } = await preview([ask('癸一？')], '未生效')
    expect(await undoImport(deps, { importId, by: 7 })).toEqual({ kind: 'not-live' })
    expect(await undoImport(deps, { importId: Number.NaN, by: null })).toEqual({ kind: 'unknown' })
    expect(await undoImport(deps, { importId: 999_999, by: null })).toEqual({ kind: 'unknown' })
  })
})

describe('a bank that is exported', () => {
  const questions: Question[] = [
    {
      ...ask('1.处罚（ A ）的种类？'),
      explanation: '第一行\n第二行',
      topic: '处罚',
      difficulty: 3,
    },
    {
      kind: 'multiple',
      stem: '哪些？',
      options: ['A.甲', '', '1 | 2', '=1+1', '对'].filter(Boolean),
      key: [1, 2],
    },
    { kind: 'single', stem: '对吗？', options: ['对', '错'], key: [1] },
    {
      kind: 'true-false',
      stem: '2、天是蓝的。',
      key: false,
      basis: {
        law: '治安管理处罚法',
        version: '2026-01-01',
        article: '第八十三条',
        quote: '询问查证的时间不得超过八小时',
      },
    },
    { kind: 'fill-in', stem: '不得超过____，最长____。', key: [['8小时', '八小时'], ['24']] },
    { kind: 'fill-in', stem: '没有空格的填空', key: [['甲；乙', '丙|丁'], ['“戊”']] },
    { kind: 'short', stem: '什么？', key: '- 第一\n- 第二' },
    {
      kind: 'short',
      stem: '为什么？',
      key: '因为。',
      rubric: [{ id: '1', weight: 1.5, text: '点', keywords: [['甲', '乙']], quantities: [] }],
    },
  ]

  test.each(['银行.xlsx', '银行.json'])('and read again is the same bank: %s', async (fileName) => {
    const name = `往返${fileName}`
    await load(questions, name)
    const exported = await exportBank(deps, { name, fileName })
    if (exported.kind !== 'exported') throw new Error('not exported')
    expect(exported.questions).toBe(questions.length)
    const file = await readBank(exported.bytes)
    expect(file.problems).toEqual([])
    expect(file.items.map(({ question }) => question)).toEqual(questions)
  })

  test('there is no file of a bank that does not exist', async () => {
    expect(await exportBank(deps, { name: '没有', fileName: 'a.xlsx' })).toEqual({
      kind: 'no-bank',
    })
  })
})

describe('what an admin sees', () => {
  test('counts, first questions, problems and buttons, with markup made harmless', async () => {
    const rows = Array.from({ length: 12 }, (_, at) => `第${at}题没有答案？,甲,乙,`).join('\n')
    const bytes = Buffer.from(`题目,A,B,答案\n<b>哪个</b>？,甲&乙,丙,A\n${rows}\n`)
    const screen = await offerBankFile(deps, t, {
      bytes,
      name: '题<1>.csv',
      person: { telegramId: 7 },
    })
    expect(screen.text).toContain('读到 1 题：单选 1')
    expect(screen.text).toContain('题&lt;1&gt;')
    expect(screen.text).toContain('• 第3行：没有答案')
    expect(screen.text).toContain('另有 6 处')
    expect(screen.text).not.toContain('<b>哪个')
    expect(screen.text.length).toBeLessThan(4096)
    const presses = screen.buttons?.flat().map(({ data }) => readBankData(data ?? '')?.act)
    expect(presses).toEqual(['confirm', 'no', 'all'])
  })

  test('no import button where nothing can be imported', async () => {
    const screen = await offerBankFile(deps, t, {
      bytes: Buffer.from('%PDF-1.7'),
      name: 'a.pdf',
      person: { telegramId: 7 },
    })
    expect(screen.text).toContain('没有可以导入的题目')
    expect(screen.buttons).toEqual([])
  })

  test('the list of banks with a way back for the last import', async () => {
    await load([ask('子一？')], '列表')
    const banks = (await listBanks(database.db)).filter(({ name }) => name === '列表')
    const screen = banksScreen(t, banks)
    expect(screen.text).toContain('列表：1 题')
    expect(screen.buttons?.flat().map(({ data }) => readBankData(data ?? '')?.act)).toEqual([
      'x',
      'undo',
      'half',
      // Statistics, drafting and how questions are asked have data of their own.
      undefined,
      undefined,
      'tpl',
      undefined,
    ])
    expect(banksScreen(t, []).text).toContain('还没有题库')
  })

  test.each(['bk:ok:12', 'bk:ok:', 'bk:no:1;drop', 'q:1:2'])(
    'button data %s is checked',
    (data) => {
      expect(readBankData(data)).toEqual(data === 'bk:ok:12' ? { act: 'confirm', id: 12 } : null)
    },
  )
})

/** Deals a question to an officer, as the quiz would. */
async function dealFirst(stem: string): Promise<void> {
  const { db } = database
  const unit = await db.unit.create({ data: { name: '市局', level: 'CITY', path: '市局' } })
  const officer = await db.officer.create({
    data: { badge: '000001', name: '张三', unitId: unit.id, createdAt: now() },
  })
  const version = await db.questionVersion.findFirstOrThrow({
    where: { content: { path: ['stem'], equals: stem } },
  })
  const sitting = await db.sitting.create({
    data: { officerId: officer.id, kind: 'DAILY', day: '2026-11-24', size: 1, dealtAt: now() },
  })
  await db.answer.create({
    data: {
      sittingId: sitting.id,
      position: 1,
      officerId: officer.id,
      questionId: version.questionId,
      versionId: version.id,
      day: '2026-11-24',
    },
  })
}
