import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { confirmImport } from '../../src/bank/confirm-import.ts'
import { exportBank } from '../../src/bank/export-bank.ts'
import { writeOwnFormat } from '../../src/bank/formats/json.ts'
import { readBank } from '../../src/bank/formats/read-bank.ts'
import { remarkColumns } from '../../src/bank/formats/template.ts'
import { listImport } from '../../src/bank/list-import.ts'
import { previewImport, type ImportPreview } from '../../src/bank/preview-import.ts'
import { previewScreen } from '../../src/bank/preview-screen.ts'
import { listOpenTasks, openTask } from '../../src/bank/review/task-store.ts'
import { confirmedScreen, readBankData } from '../../src/bank/screens.ts'
import { undoImport } from '../../src/bank/undo-import.ts'
import { writeTemplate } from '../../src/bank/write-template.ts'
import { saveChoice } from '../../src/platform/choices.ts'
import { readTables, writeWorkbook } from '../../src/platform/tables.ts'
import { loadTexts } from '../../src/platform/texts.ts'
import type { BasisVerdict } from '../../src/shared/basis.ts'
import type { Question } from '../../src/shared/question.ts'
import { freshDatabase, type FreshDatabase } from '../support/fresh-db.ts'

const t = loadTexts()('zh-CN')
let clock = new Date('2026-11-24T01:00:00Z')
let database: FreshDatabase
let deps: { db: FreshDatabase['db']; now: () => Date }

beforeAll(async () => {
  database = await freshDatabase()
  deps = { db: database.db, now: () => clock }
})
afterAll(() => database.destroy())

const ask = (stem: string, key = 0, explanation?: string): Question => ({
  kind: 'single',
  stem,
  options: ['甲', '乙', '丙'],
  key: [key],
  ...(explanation ? { explanation } : {}),
})
const preview = (questions: Question[], bankName: string) =>
  previewImport(deps, {
    bytes: Buffer.from(writeOwnFormat('某', questions)),
    name: `${bankName}.json`,
    by: 7,
  })

async function load(questions: Question[], bankName: string): Promise<number> {
  const { importId } = await preview(questions, bankName)
  await confirmImport(deps, { importId, by: 7 })
  return importId
}

async function bankOf(name: string): Promise<Question[]> {
  const exported = await exportBank(deps, { name, fileName: 'a.json' })
  if (exported.kind !== 'exported') throw new Error(exported.kind)
  return (await readBank(exported.bytes)).items.map(({ question }) => question)
}

/** Each later than what was before. */
function tick(): void {
  clock = new Date(clock.getTime() + 60_000)
}

const long = '公安机关对违反治安管理行为人传唤后询问查证的时间一般不得超过多少小时'

describe('questions that resemble others', () => {
  test('are shown side by side and imported or left out, as the person decides', async () => {
    await load([ask(`${long}？`)], '近似')
    tick()
    const shown = await preview(
      [ask(`${long}呢？`), ask('使用警械应当以什么为限度而不得过当？'), ask(`${long}？`)],
      '近似',
    )
    expect(shown).toMatchObject({ fresh: 2, near: 1, known: 1, compared: true })
    const screen = previewScreen(t, shown)
    expect(screen.text).toContain('与已有题目近似（1）')
    expect(screen.text).toMatch(/第1题：公安机关.*\n\s+题库中（9\d%）：公安机关/)
    expect(screen.buttons?.flat().map(({ label }) => label)).toEqual([
      '导入 2 题',
      '导入 1 题，近似的 1 题不要',
      '取消',
    ])
    const press = readBankData(screen.buttons?.[1]?.[0]?.data ?? '')
    expect(press).toEqual({ act: 'confirm', id: shown.importId, withoutNear: true })
    const done = await confirmImport(deps, { importId: shown.importId, by: 7, withoutNear: true })
    expect(done).toMatchObject({ imported: 1, skipped: 2 })
  })

  test('within the file are listed with the place of the first', async () => {
    const shown = await preview([ask(`${long}？`), ask(`${long}呢？`)], '文件内')
    expect(shown).toMatchObject({ fresh: 2, near: 1 })
    expect(shown.nearPairs).toMatchObject([{ place: { item: 2 }, otherPlace: { item: 1 } }])
    const list = await listImport(deps, t, shown.importId)
    const { sheets } = await readTables(list?.bytes ?? new Uint8Array())
    expect(sheets.map(({ name }) => name)).toEqual(['问题清单', '近似题'])
    // A list is for people: sent back it holds no questions.
    expect(await readBank(list?.bytes ?? new Uint8Array())).toMatchObject({
      items: [],
      problems: [{ code: 'no-questions' }],
    })
  })

  test('a stem that says nothing is compared with its options', async () => {
    const which = (stem: string, options: string[]): Question => ({
      kind: 'single',
      stem,
      options,
      key: [0],
    })
    const shared = '根据治安管理处罚法的规定，下列说法正确的是'
    const shown = await preview(
      [
        which('下列说法正确的是', ['拘留由县级公安机关决定', '罚款都可以当场收缴']),
        which('下列说法正确的是', ['证人应当如实作证', '鉴定由有资格的人进行']),
        which(shared, ['警告', '记过']),
        which(shared, ['罚款', '降级']),
        which(shared, ['行政拘留十日', '开除公职以后']),
      ],
      '泛题',
    )
    expect(shown).toMatchObject({ fresh: 5, near: 0 })
  })

  test('no longer count when the question of the bank is gone by the time of the confirm', async () => {
    const first = await load([ask(`${long}？`)], '已撤')
    const shown = await preview([ask(`${long}呢？`)], '已撤')
    expect(shown.near).toBe(1)
    await undoImport(deps, { importId: first, by: 7 })
    expect(
      await confirmImport(deps, { importId: shown.importId, by: 7, withoutNear: true }),
    ).toMatchObject({ imported: 1 })
  })
})

describe('questions that the bank has with another content', () => {
  test('are counted, shown with both keys, and skipped unless they are to be updated', async () => {
    await load([ask('甲一？', 0), ask('甲二？', 0), ask('甲三？', 0)], '更新')
    tick()
    const changed = [ask('甲一？', 2), ask('甲二？', 0, '因为。'), ask('甲三？', 0), ask('甲四？')]
    const shown = await preview(changed, '更新')
    expect(shown).toMatchObject({ fresh: 1, changed: 2, known: 1 })
    const screen = previewScreen(t, shown)
    expect(screen.text).toContain('已有但内容不同（2）')
    expect(screen.text).toContain('<b>答案：A. 甲 → C. 丙</b>')
    expect(screen.text).toContain('答案相同，其他内容不同')
    expect(screen.buttons?.flat().map(({ label }) => label)).toContain('导入 1 题并更新 2 题')
    expect(await confirmImport(deps, { importId: shown.importId, by: 7 })).toMatchObject({
      imported: 1,
      updated: 0,
      skipped: 3,
    })
    expect((await bankOf('更新'))[0]).toEqual(ask('甲一？', 0))

    tick()
    const again = await preview(changed, '更新')
    expect(previewScreen(t, again).buttons?.[0]?.[0]?.label).toBe('更新 2 题')
    const done = await confirmImport(deps, { importId: again.importId, by: 7, update: true })
    expect(done).toMatchObject({ imported: 0, updated: 2, skipped: 2 })
    expect(await bankOf('更新')).toEqual(changed)

    tick()
    expect(await undoImport(deps, { importId: again.importId, by: 7 })).toMatchObject({
      restored: 2,
      deleted: 0,
    })
    expect((await bankOf('更新'))[0]).toEqual(ask('甲一？', 0))
    const question = await database.db.question.findFirstOrThrow({
      where: { bank: { name: '更新' } },
      include: { versions: { orderBy: { number: 'asc' } } },
      orderBy: { id: 'asc' },
    })
    expect(question.versions.map(({ authorId }) => authorId)).toEqual([7n, 7n, 7n])
  })

  test('are left alone where somebody changed them after the preview', async () => {
    await load([ask('乙一？', 0)], '期间')
    tick()
    const one = await preview([ask('乙一？', 1)], '期间')
    const other = await preview([ask('乙一？', 2)], '期间')
    tick()
    await confirmImport(deps, { importId: other.importId, by: 8, update: true })
    tick()
    expect(
      await confirmImport(deps, { importId: one.importId, by: 7, update: true }),
    ).toMatchObject({ updated: 0, skipped: 1 })
    expect(await bankOf('期间')).toEqual([ask('乙一？', 2)])
  })
})

test('a preview with everything there is to say fits into one message, in both languages', () => {
  const much = ask('题'.repeat(2000), 0, '解'.repeat(2000))
  const place = { sheet: '表'.repeat(31), row: 123_456 }
  const pair = { place, question: much, similarity: 0.9, otherPlace: place, other: much }
  const after: Question = {
    kind: 'single',
    stem: much.stem,
    options: Array.from({ length: 3 }, () => '项'.repeat(500)),
    key: [1],
  }
  const change = { place, before: much, after }
  const full: ImportPreview = {
    importId: 999_999_999,
    bankName: '库'.repeat(60),
    fileName: '名'.repeat(200),
    format: 'xlsx',
    encoding: 'gb18030',
    questions: 100_000,
    byKind: {
      single: 20_000,
      multiple: 20_000,
      'true-false': 20_000,
      'fill-in': 20_000,
      short: 20_000,
    },
    first: [much, much, much],
    problems: Array.from({ length: 20 }, () => ({
      where: place,
      code: 'key-unclear',
      args: { key: '键'.repeat(200) },
      block: '',
    })),
    duplicates: Array.from({ length: 9 }, () => ({
      index: 1,
      where: place,
      first: place,
      same: true,
    })),
    compared: false,
    fresh: 90_000,
    near: 9000,
    known: 1000,
    changed: 500,
    nearPairs: [pair, pair, pair],
    changedPairs: [change, change, change],
  }
  for (const locale of ['zh-CN', 'en'] as const) {
    const { text, buttons } = previewScreen(loadTexts()(locale), full)
    expect(text.replace(/<[^>]+>/g, '').length).toBeLessThan(4096)
    expect(buttons).toHaveLength(6)
  }
})

describe('where imports are reviewed', () => {
  test('confirmed questions and changes wait, and undoing takes them back', async () => {
    await load([ask('丙一？', 0)], '审核')
    tick()
    await saveChoice(database.db, 'review-imports', true)
    const shown = await preview([ask('丙一？', 1), ask('丙二？')], '审核')
    const done = await confirmImport(deps, { importId: shown.importId, by: 7, update: true })
    await saveChoice(database.db, 'review-imports', false)
    if (done.kind !== 'confirmed') throw new Error(done.kind)
    expect(done).toMatchObject({ imported: 1, waiting: 1, updated: 0, proposed: 1, skipped: 0 })
    const { text } = confirmedScreen(t, shown.importId, done)
    expect(text).toContain('1 题等待审核，审核通过后启用。/review')
    expect(text).not.toContain('现已启用')
    const tasks = await database.db.reviewTask.findMany({ orderBy: { reason: 'asc' } })
    expect(tasks).toMatchObject([
      { reason: 'NEW', openedBy: 7n, proposal: null },
      { reason: 'EDITED', openedBy: 7n, proposal: { key: [1] } },
    ])
    expect(tasks[0]?.openKey).toBe(`${tasks[0]?.questionId}:NEW`)
    expect(await bankOf('审核')).toEqual([ask('丙一？', 0), ask('丙二？')])
    await undoImport(deps, { importId: shown.importId, by: 7 })
    expect(await database.db.reviewTask.count()).toBe(0)
  })

  test('what was asked and is taken back waits no more, and comes back without old reasons', async () => {
    const importId = await load([ask('戊一？')], '收回')
    const question = await database.db.question.findFirstOrThrow({
      where: { importId },
      include: { versions: true },
    })
    const [version] = question.versions
    const unit = await database.db.unit.create({
      data: { name: '所', level: 'STATION', path: '收回所' },
    })
    const officer = await database.db.officer.create({
      data: { badge: 'S1', name: '甲', unitId: unit.id, createdAt: clock },
    })
    const sitting = await database.db.sitting.create({
      data: { officerId: officer.id, day: '2026-11-24', size: 1, dealtAt: clock },
    })
    const one = { officerId: officer.id, questionId: question.id, versionId: version?.id ?? 0 }
    await database.db.answer.create({
      data: { ...one, sittingId: sitting.id, position: 1, day: '2026-11-24', order: [], draft: [] },
    })
    await openTask(database.db, {
      questionId: question.id,
      reason: 'REPORTED',
      openedBy: null,
      now: clock,
    })
    await database.db.questionReport.create({
      data: { ...one, kind: 'WRONG_KEY', createdAt: clock },
    })
    expect(await undoImport(deps, { importId, by: 7 })).toMatchObject({ retired: 1 })
    const [task] = await database.db.reviewTask.findMany({ where: { questionId: question.id } })
    expect(task).toMatchObject({ decision: 'RETIRED', decidedBy: 7n, openKey: null })
    expect(await database.db.questionReport.findMany({ where: one })).toMatchObject([
      { taskId: task?.id },
    ])
    await load([ask('戊一？')], '收回')
    expect(await listOpenTasks(database.db, question.id)).toEqual([])
  })

  test('what a model read waits even where nothing else does', async () => {
    const shown = await preview([ask('丁一？'), ask('丁二？')], '模型')
    await database.db.bankImportItem.updateMany({
      where: { importId: shown.importId, number: 2 },
      data: { byModel: true },
    })
    expect(await confirmImport(deps, { importId: shown.importId, by: null })).toMatchObject({
      imported: 2,
      waiting: 1,
    })
    const versions = await database.db.questionVersion.findMany({
      where: { question: { importId: shown.importId } },
    })
    expect(versions.map(({ authorId }) => authorId)).toEqual([null, null])
  })
})

describe('cited articles', () => {
  const cite = (stem: string, law: string, article: string): Question => ({
    ...ask(stem),
    basis: { law, article },
  })
  const verdicts: Record<string, BasisVerdict> = {
    第一条: 'in-force',
    第二条: 'no-article',
    第三条: 'not-in-force',
    第四条: 'unknown-law',
  }
  const questions = [
    cite('戊一？', '治安管理处罚法', '第一条'),
    cite('戊二？', '治安管理处罚法', '第二条'),
    cite('戊三？', '治安管理处罚法', '第三条'),
    cite('戊四？', '某地条例', '第四条'),
    cite('戊五？', '治安管理处罚法', '第三条'),
  ]
  const shown = () =>
    previewImport(
      {
        ...deps,
        checkBases: (bases) =>
          Promise.resolve(bases.map(({ article = '' }) => verdicts[article] ?? 'in-force')),
      },
      { bytes: Buffer.from(writeOwnFormat('某', questions)), name: '法条.json', by: 7 },
    )

  test('that are not there or not in force are named by question, unknown laws in one line', async () => {
    expect((await shown()).problems).toEqual([])
    await database.db.law.create({ data: { name: '治安管理处罚法', createdAt: clock } })
    const { problems } = await shown()
    expect(problems).toEqual([
      {
        where: { item: 2 },
        code: 'note-article-missing',
        args: { law: '治安管理处罚法', article: '第二条' },
      },
      {
        where: { item: 3 },
        code: 'note-article-not-in-force',
        args: { law: '治安管理处罚法', article: '第三条' },
      },
      {
        where: { item: 5 },
        code: 'note-article-not-in-force',
        args: { law: '治安管理处罚法', article: '第三条' },
      },
      { where: {}, code: 'note-laws-unknown', args: { count: 1, laws: '《某地条例》' } },
    ])
    for (const { code, args } of problems) expect(t(`problem-${code}`, args)).not.toBe('')
  })
})

describe('a file with mistakes', () => {
  /** The cells of the list of an import, sheet by sheet. */
  async function listed(importId: number): Promise<string[][][]> {
    const list = await listImport(deps, t, importId)
    const { sheets } = await readTables(list?.bytes ?? new Uint8Array())
    return sheets.map(({ rows }) => rows.map(({ cells }) => cells))
  }

  test('comes back as a table that is corrected and sent again, into the same bank', async () => {
    const bytes = writeWorkbook([
      {
        name: '原卷',
        header: ['题型', '题目', 'A', 'B', 'C', '答案'],
        rows: [
          ['单选', '好题？', '甲', '乙', '丙', 'A'],
          ['单选', '没有答案？', '子', '丑', '寅', null],
          ['多选', '答案不在选项中？', '甲', '乙', null, 'AD'],
          ['单选', '仍然没有答案？', '甲', '乙', '丙', null],
        ],
      },
    ])
    const first = await previewImport(deps, { bytes, name: '消防题库.xlsx', by: 7 })
    expect(first).toMatchObject({ questions: 1, fresh: 1 })
    const screen = previewScreen(t, first)
    expect(screen.buttons?.at(-1)?.[0]?.label).toBe('下载待修正的 3 题')
    await confirmImport(deps, { importId: first.importId, by: 7 })

    const [toCorrect = [], remarks = []] = await listed(first.importId)
    expect(toCorrect[0]?.slice(-2)).toEqual(remarkColumns)
    expect(toCorrect.map((cells) => [cells[1], cells.at(-2), cells.at(-1)])).toEqual([
      ['题干', '位置', '问题'],
      ['没有答案？', '原卷 第3行', '没有答案'],
      ['答案不在选项中？', '原卷 第4行', '答案“AD”不在选项之中'],
      ['仍然没有答案？', '原卷 第5行', '没有答案'],
    ])
    expect(remarks).toHaveLength(5)

    const sent = { bytes: corrected(toCorrect, remarks), name: '改好了(2).xlsx', by: 7 }
    const second = await previewImport(deps, sent)
    expect(second).toMatchObject({ bankName: '消防题库', fresh: 2 })
    expect(second.problems).toMatchObject([
      { where: { sheet: '待修正', row: 4 }, code: 'no-key', draft: { stem: '仍然没有答案？' } },
    ])
    await confirmImport(deps, { importId: second.importId, by: 7 })
    expect((await bankOf('消防题库')).map(({ stem, key }) => [stem, key])).toEqual([
      ['好题？', [0]],
      ['没有答案？', [1]],
      ['答案不在选项中？', [0, 1]],
    ])
  })
})

/** The list as somebody sends it back who found the answers of the first two rows. */
function corrected(toCorrect: string[][], remarks: string[][]): Uint8Array {
  const [header = [], one = [], other = [], left = []] = toCorrect
  const key = header.indexOf('答案')
  const [head = [], ...rest] = remarks
  return writeWorkbook([
    { name: '待修正', header, rows: [one.with(key, 'B'), other.with(key, 'AB'), left] },
    { name: '问题清单', header: head, rows: rest },
  ])
}

describe('the template', () => {
  test('has an example of each kind, and sent back as it is says that they were left out', async () => {
    const bytes = writeTemplate()
    const { sheets } = await readTables(bytes)
    expect(sheets.map(({ name }) => name)).toEqual(['题目', '填写说明'])
    const kinds = sheets[0]?.rows.slice(1).map(({ cells }) => cells[0])
    expect(kinds).toEqual(['单选题', '多选题', '判断题', '填空题', '简答题'])
    expect(await readBank(bytes)).toMatchObject({
      items: [],
      problems: [{ where: { sheet: '题目', row: 2 }, code: 'note-examples', args: { count: 5 } }],
    })
  })

  test('filled in below its examples is read without them', async () => {
    const { sheets } = await readTables(writeTemplate())
    const filled = sheets.map(({ name, rows }) => {
      const [header = [], ...rest] = rows.map(({ cells }) => cells)
      const added = name === '题目' ? [['判断题', '天是蓝的。', '', '', '', '', '正确']] : []
      return { name, header, rows: [...rest, ...added] }
    })
    const { items, problems } = await readBank(writeWorkbook(filled))
    expect(items.map(({ question }) => question)).toEqual([
      { kind: 'true-false', stem: '天是蓝的。', key: true },
    ])
    expect(problems.map(({ code }) => code)).toEqual(['note-examples'])
  })
})
