import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { waitingQuestion } from '../support/answering.ts'
import { openBureau, type Bureau } from '../support/bureau.ts'
import { bind, loadRoster, loadStarterBank, rosterCsv, sendFile } from '../support/people.ts'
import { deliver, privateMessage } from '../support/raw-update.ts'

const day = '2026-11-25'

/** The ids of what the people below have no right to. */
interface Targets {
  answer: number
  question: number
  bank: number
  bankImport: number
  liveImport: number
  roster: number
  officer: number
  absence: number
  task: number
  mark: number
  law: number
  lawImport: number
  lawVersion: number
  lawQuestion: number
  draft: number
  plan: number
  station: number
}

/**
 * Every kind of button there is, by the pattern under which a chat.ts listens for it. `forged` is about other
 * people's matters or an office one does not hold: it must do nothing. `own` is what every officer may press.
 */
const buttons: Record<string, (ids: Targets) => { forged?: string[]; own?: string[] }> = {
  "'cal:ask'": () => ({ forged: ['cal:ask'] }),
  '/^cal:(ok|no|undo|list):(\\d{1,9})$/': ({ plan }) => ({
    forged: ['ok', 'no', 'undo', 'list'].map((act) => `cal:${act}:${plan}`),
  }),
  '/^cal:month:(20\\d\\d-(?:0[1-9]|1[0-2]))$/': () => ({ forged: ['cal:month:2026-11'] }),
  '/^sh:(ok|no|undo|list):(\\d{1,9})$/': ({ plan }) => ({
    forged: ['ok', 'no', 'undo', 'list'].map((act) => `sh:${act}:${plan + 1}`),
  }),
  "'pp:leave'": () => ({ own: ['pp:leave'] }),
  '/^pp:leave:(\\w+)$/': () => ({ own: ['pp:leave:LEAVE'] }),
  '/^pp:leave:(\\w+):(\\d{4}-\\d\\d-\\d\\d):(\\d{4}-\\d\\d-\\d\\d)$/': () => ({
    own: ['pp:leave:LEAVE:2026-11-26:2026-11-26'],
  }),
  '/^pp:leave-off:(\\d{1,9})$/': ({ absence }) => ({ forged: [`pp:leave-off:${absence}`] }),
  '/^pp:locale:(.+)$/': () => ({ own: ['pp:locale:en'] }),
  "'pp:roster'": () => ({ forged: ['pp:roster'] }),
  "'pp:roster:how'": () => ({ forged: ['pp:roster:how'] }),
  "'pp:roster:codes'": () => ({ forged: ['pp:roster:codes'] }),
  "'pp:roster:codes-anyway'": () => ({ forged: ['pp:roster:codes-anyway'] }),
  '/^pp:roster:code:(\\d{1,9})$/': ({ officer }) => ({ forged: [`pp:roster:code:${officer}`] }),
  '/^pp:import:list:(\\d{1,9})$/': ({ roster }) => ({ forged: [`pp:import:list:${roster}`] }),
  '/^pp:import:no:(\\d{1,9})$/': ({ roster }) => ({ forged: [`pp:import:no:${roster + 1}`] }),
  '/^pp:import:yes:(\\d{1,9})$/': ({ roster }) => ({ forged: [`pp:import:yes:${roster}`] }),
  '/^bk:/': ({ bank, bankImport, liveImport }) => ({
    forged: [
      ...['all', 'model', 'ok', 'oknu', 'no'].map((act) => `bk:${act}:${bankImport}`),
      ...['x', 'xx', 'xj', 'xg', 'half', 'full', 'tpl'].map((act) => `bk:${act}:${bank}`),
      `bk:undo:${liveImport}`,
    ],
  }),
  '/^st:/': ({ bank, question }) => ({
    forged: [`st:b:${bank}`, `st:q:${question}:0`, `st:x:${bank}`],
  }),
  '/^rg:/': ({ question }) => ({
    forged: [`rg:${question}`, `rg:${question}:all:1`, `rg:${question}:up:1`, 'rg:no'],
  }),
  '/^rv:/': ({ task, question }) => ({
    forged: [
      ...['next', 'card', 'why', 'stop', 'back', 'retest'].map((act) => `rv:${act}:${task}`),
      ...['q', 'qstop', 'qstopped'].map((act) => `rv:${act}:${question}`),
      ...['stopped', 'ok', 'returned'].map((act) => `rv:${act}:${task}`),
    ],
  }),
  '/^rv:(edit|qedit):/': ({ task, question }) => ({
    forged: [`rv:edit:${task}`, `rv:qedit:${question}`],
  }),
  '/^rv:submit:/': ({ question }) => ({ forged: [`rv:submit:${question}`] }),
  '/^rv:drop:/': ({ question }) => ({ forged: [`rv:drop:${question}`] }),
  choicesData: () => ({ forged: ['rs:show'] }),
  '/^rs:([a-z]+):([01])$/': () => ({ forged: ['rs:own:1', 'rs:imports:1'] }),
  '/^rp:(\\d{1,9})$/': ({ answer }) => ({ forged: [`rp:${answer}`] }),
  '/^rp:(\\d{1,9}):x$/': ({ answer }) => ({ forged: [`rp:${answer}:x`] }),
  '/^rp:(\\d{1,9}):([a-z])$/': ({ answer }) => ({
    forged: ['k', 'l', 'u', 'o'].map((kind) => `rp:${answer}:${kind}`),
  }),
  buttonPattern: ({ station }) => ({
    forged: ['s', 'm', 'h', 'p', 'd', 'x', 'n'].map((act) => `rp:${act}:${station}:d20261125`),
  }),
  scriptPattern: ({ station }) => ({ forged: [`sc:${station}`] }),
  dailyPattern: () => ({ forged: ['sc:daily:0', 'sc:daily:1'] }),
  weeklyPattern: ({ station }) => ({ forged: [`wk:${station}:20261116`] }),
  '/^pg:(\\d{0,9})$/': ({ station }) => ({ own: [`pg:${station}`] }),
  rankingPattern: () => ({ forged: ['rk:s', 'rk:1', 'rk:0'] }),
  retryData: () => ({ forged: ['status:retry'] }),
  selfCheckData: () => ({ forged: ['status:check'] }),
  burdenPattern: () => ({ forged: ['bd:s:1', 'bd:w:4', 'bd:m:40', 'bd:n:14'] }),
  certaintyData: () => ({ forged: ['ce:show'] }),
  '/^ce:([01])$/': () => ({ forged: ['ce:1', 'ce:0'] }),
  howData: () => ({ forged: ['dr:how'] }),
  caseData: () => ({ forged: ['dr:case'] }),
  '/^dr:a:(\\d{1,9})$/': ({ lawVersion }) => ({ forged: [`dr:a:${lawVersion}`] }),
  '/^dr:l:(\\d{1,9})$/': ({ lawVersion }) => ({ forged: [`dr:l:${lawVersion}`] }),
  '/^dr:(?:p|c|no):/': ({ draft }) => ({
    forged: ['p', 'c', 'no'].map((act) => `dr:${act}:${draft}`),
  }),
  '/^q:(practice|mistakes)$/': () => ({ own: ['q:practice', 'q:mistakes'] }),
  '/^q:day:(\\d{4}-\\d{2}-\\d{2})$/': () => ({ own: [`q:day:${day}`] }),
  '/^q:(\\d{1,9}):(\\d{1,2})$/': ({ answer }) => ({ forged: [`q:${answer}:0`, `q:${answer}:1`] }),
  '/^q:(\\d{1,9}):([+-])(\\d{1,2})$/': ({ answer }) => ({
    forged: [`q:${answer}:+0`, `q:${answer}:-0`],
  }),
  '/^q:(\\d{1,9}):c([01])$/': ({ answer }) => ({ forged: [`q:${answer}:c1`, `q:${answer}:c0`] }),
  '/^q:(\\d{1,9}):s$/': ({ answer }) => ({ forged: [`q:${answer}:s`] }),
  '/^ak:fwd:(\\d{1,9})$/': ({ lawQuestion }) => ({ forged: [`ak:fwd:${lawQuestion}`] }),
  '/^ak:re:(\\d{1,9})$/': ({ lawQuestion }) => ({ forged: [`ak:re:${lawQuestion}`] }),
  '/^lw:/': ({ law, lawImport, lawVersion }) => ({
    forged: [
      ...['ok', 'no', 'undo', 'all', 'day'].map((act) => `lw:${act}:${lawImport}`),
      ...['manage', 'begin', 'repeal', 'restore', 'remove', 'removed'].map(
        (act) => `lw:${act}:${lawVersion}`,
      ),
    ],
    own: [`lw:law:${law}`],
  }),
  '/^la:(\\d{1,9})$/': ({ lawVersion }) => ({ own: [`la:${lawVersion}`] }),
  '/^la:q:(\\d{1,9})$/': ({ answer }) => ({ forged: [`la:q:${answer}`] }),
  '/^ap:(\\d{1,9})$/': ({ answer }) => ({ forged: [`ap:${answer}`] }),
  '/^mk:/': ({ mark }) => ({
    forged: ['next', 'card', 'why', '0:1', 'ok:1', 'keep', 'alike', 'apart'].map(
      (act) => `mk:${mark}:${act}`,
    ),
  }),
  '/^sa:(\\d{1,9})$/': ({ question }) => ({ forged: [`sa:${question}`] }),
}

/** Who presses; each by the id of an account that the roster below binds. */
const people = {
  'a stranger': 666,
  'an officer of another unit': 402,
  'the leader of another county': 401,
  'a leader, reviewer and admin whose rights ended yesterday': 303,
  'a deactivated officer': 304,
}

describe('whoever forges a button', () => {
  let bureau: Bureau
  let ids: Targets
  const db = () => bureau.running.deps.db

  beforeAll(async () => {
    bureau = await openBureau({ day, time: '06:00' })
    const codes = await loadRoster(bureau)
    for (const id of [301, 302, 303, 304, 401, 402])
      await bind(bureau, id, codes.get(`000${id}`) ?? '')
    await loadStarterBank(bureau)
    await bureau.moveTo(day, '06:40')
    await bureau.telegram.person(302).until(waitingQuestion, 'the morning card')
    await endRights()
    await db().officer.update({ where: { badge: '000304' }, data: { active: false } })
    ids = await setTargets()
  })
  afterAll(() => bureau.stop())

  async function endRights(): Promise<void> {
    const { id: officerId } = await db().officer.findUniqueOrThrow({ where: { badge: '000303' } })
    const { id: unitId } = await db().unit.findUniqueOrThrow({ where: { path: '云州市公安局' } })
    for (const kind of ['LEADER', 'ADMIN', 'REVIEWER'] as const) {
      await db().role.create({ data: { officerId, unitId, kind, until: '2026-11-24' } })
    }
  }

  /** Something of everything, open and waiting for a press. */
  async function setTargets(): Promise<Targets> {
    const at = bureau.clock.now()
    const officer = await db().officer.findUniqueOrThrow({ where: { badge: '000302' } })
    const answer = await db().answer.findFirstOrThrow({
      where: { officerId: officer.id, shownAt: { not: null } },
    })
    const live = await db().bankImport.findFirstOrThrow({ where: { state: 'LIVE' } })
    await sendFile(
      bureau.admin,
      '新题.csv',
      '题干,答案,选项A,选项B\n新来的题目是哪一题？,A,这一题,那一题\n',
    )
    const preview = await db().bankImport.findFirstOrThrow({ where: { state: 'PREVIEW' } })
    await sendFile(bureau.admin, '名册.csv', rosterCsv.replace('社区民警', '户籍民警'))
    const roster = await db().rosterImport.findFirstOrThrow({ where: { state: 'PREVIEW' } })
    const { id: _, ...copy } = roster
    await db().rosterImport.create({ data: { ...copy, rows: copy.rows ?? {} } })
    const away = { fromDay: '2026-12-01', toDay: '2026-12-02', createdAt: at }
    const absence = await db().absence.create({
      data: { officerId: officer.id, kind: 'LEAVE', ...away },
    })
    const { questionId } = answer
    const task = await db().reviewTask.create({
      data: { questionId, reason: 'REPORTED', openKey: `${questionId}:REPORTED`, openedAt: at },
    })
    const mark = await db().markTask.create({
      data: { answerId: answer.id, reason: 'APPEAL', openedAt: at },
    })
    const law = await db().law.create({
      data: { name: '中华人民共和国试验法', aliases: [], createdAt: at },
    })
    const version = await db().lawVersion.create({
      data: { lawId: law.id, date: day, inForce: day, fileName: '法', createdAt: at },
    })
    const lawImport = await db().lawImport.create({
      data: { fileName: '法', laws: [], problems: [], createdBy: 1, createdAt: at },
    })
    const lawQuestion = await db().lawQuestion.create({
      data: { askedBy: 302, officerId: officer.id, text: '问', askedAt: at, answer: {} },
    })
    const draft = await db().draftRequest.create({
      data: { kind: 'CASE', title: '案', text: '案', createdBy: 1, createdAt: at },
    })
    const file = { fileName: 'x', rows: {}, createdBy: 1, createdAt: at }
    const plan = await db().planImport.create({ data: { ...file, kind: 'calendar' } })
    await db().planImport.create({ data: { ...file, kind: 'shifts' } })
    return {
      answer: answer.id,
      question: questionId,
      bank: live.bankId ?? 0,
      bankImport: preview.id,
      liveImport: live.id,
      roster: roster.id,
      officer: officer.id,
      absence: absence.id,
      task: task.id,
      mark: mark.id,
      law: law.id,
      lawImport: lawImport.id,
      lawVersion: version.id,
      lawQuestion: lawQuestion.id,
      draft: draft.id,
      plan: plan.id,
      station: officer.unitId,
    }
  }

  it('is met with every pattern that some chat listens for', () => {
    expect(patternsInSource()).toEqual(Object.keys(buttons).sort())
  })

  it.each(Object.entries(people))(
    '%s changes nothing and reads nobody’s name',
    async (who, id) => {
      const before = await contents()
      const from = bureau.telegram.calls.length
      const isNobody = id === 666 || id === 304
      const pressed = Object.values(buttons).flatMap((dataOf) => {
        const { forged = [], own = [] } = dataOf(ids)
        return isNobody ? [...forged, ...own] : forged
      })
      await pressAll(id, pressed)
      expect({ who, changed: differing(before, await contents()) }).toEqual({ who, changed: [] })
      const heard = bureau.telegram.calls
        .slice(from)
        .filter(({ params }) => String(params['chat_id']) === String(id))
      expect(heard.filter(({ method }) => /Document|Photo/.test(method))).toEqual([])
      expect(JSON.stringify(heard)).not.toMatch(/安建国|毕海涛|常志远|邓晓梅|高小雨|000302/)
    },
    60_000,
  )

  it('who lost the right no longer answers what was asked while they had it, and sends no files', async () => {
    const at = bureau.clock.now()
    const purposes = purposesInSource()
    expect(purposes.length).toBeGreaterThan(8)
    const asks = ['law-ask', 'law-answer']
    const before = await contents()
    let messageId = 5_000
    for (const purpose of purposes.filter((each) => !asks.includes(each))) {
      messageId += 1
      const data = { taskId: ids.mark, questionId: ids.question, id: ids.lawQuestion, target: {} }
      await db().asked.create({ data: { chatId: 303, messageId, purpose, data, createdAt: at } })
      const target = { message_id: messageId, date: 0, chat: { id: 303, type: 'private' } }
      const reply = { text: '即日起停训3天', reply_to_message: target }
      await deliver(bureau, privateMessage(303, messageId + 500, reply))
      // The same reply in another chat is none.
      await deliver(bureau, privateMessage(402, messageId + 500, reply))
    }
    expect(differing(before, await contents())).toEqual([])
    for (const id of [303, 402]) {
      const answer = await sendFile(bureau.telegram.person(id), '名册.csv', rosterCsv)
      expect(answer.text).toContain('只有管理员可以导入文件')
    }
    expect(differing(before, await contents())).toEqual([])
  })

  it('the same presses do their work for an admin, and each act is on record', async () => {
    const before = await contents()
    const pressed = Object.values(buttons).flatMap((dataOf) => dataOf(ids).forged ?? [])
    // Last: it takes away the question that the others are about.
    const [undo, rest] = [true, false].map((isUndo) =>
      pressed.filter((data) => data.startsWith('bk:undo') === isUndo),
    )
    await pressAll(bureau.admin.id, [...(rest ?? []), ...(undo ?? [])])
    const entities = [{ type: 'bot_command', offset: 0, length: 7 }]
    await deliver(
      bureau,
      privateMessage(bureau.admin.id, 9_000, { text: '/roster 000302', entities }),
    )
    const changed = differing(before, await contents())
    for (const table of ['BankImport', 'RosterImport', 'ReviewTask', 'Choice', 'BindingCode']) {
      expect(changed).toContain(table)
    }
    const rows = await db().audit.findMany({ where: { actor: bureau.admin.id } })
    const acts = new Set(rows.map(({ act }) => act))
    const expected =
      'bank-imported bank-import-undone bank-rule roster-confirmed codes-issued choice-made ' +
      'review-retired law-repeal law-remove questions-drafted officer-looked-up nudge ' +
      'see-missing-names'
    for (const act of expected.split(' ')) {
      expect([...acts]).toContain(act)
    }
  })

  it('what is on record is only ever added to', () => {
    const touching = sources().filter(({ text }) =>
      /audit\.(update|upsert|delete)|(update|delete from|truncate) "Audit"/.test(text),
    )
    expect(touching.map(({ file }) => file)).toEqual(['src/platform/audit.ts'])
  })

  /** Presses what no message shows, one after the other. */
  async function pressAll(id: number, pressed: string[]): Promise<void> {
    const from = { id, is_bot: false, first_name: 'X', language_code: 'zh-hans' }
    const chat = { id, type: 'private', first_name: 'X' }
    const updates = pressed.map((data, index) => ({
      callback_query: {
        id: '1',
        from,
        chat_instance: '1',
        data,
        // Each on a message of its own: some things happen once a message.
        message: { message_id: 1_000 + index, date: 0, chat, text: 'x' },
      },
    }))
    await deliver(bureau, ...updates)
  }

  /** Every table's content as a hash; but what only tells that somebody knocked. */
  async function contents(): Promise<Map<string, string>> {
    const passing = ['Inbox', 'Audit', 'Delivery', 'Replica', 'Lease', 'Run', 'Asked', 'Job']
    const tables = await db().$queryRaw<{ name: string }[]>`
      select table_name::text as name from information_schema.tables
      where table_schema = current_schema() and table_type = 'BASE TABLE'`
    const parts = tables
      .filter(({ name }) => !passing.includes(name))
      .map(
        ({ name }) => `select '${name}' as name,
        coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as hash from "${name}" t`,
      )
    const rows = await db().$queryRawUnsafe<{ name: string; hash: string }[]>(
      parts.join(' union all '),
    )
    return new Map(rows.map(({ name, hash }) => [name, hash]))
  }
})

function differing(one: Map<string, string>, other: Map<string, string>): string[] {
  return [...other].filter(([name, hash]) => one.get(name) !== hash).map(([name]) => name)
}

function sources(): { file: string; text: string }[] {
  return readdirSync('src', { recursive: true, encoding: 'utf8' })
    .map((file) => join('src', file))
    .filter((file) => file.endsWith('.ts') && !file.startsWith('src/generated'))
    .map((file) => ({ file, text: readFileSync(file, 'utf8') }))
}

/** What some chat listens for: patterns, texts, and names of constants that hold one. */
function patternsInSource(): string[] {
  const pattern = /\bcallbackQuery\(\s*(\/(?:\\.|[^/\n])+\/|'[^']+'|\w+)/g
  const found = sources().flatMap(({ text }) =>
    [...text.matchAll(pattern)].map(([, one = '']) => one),
  )
  return [...new Set(found)].sort()
}

function purposesInSource(): string[] {
  return sources().flatMap(({ text }) =>
    [...text.matchAll(/const \w+(?:Asked|Given) = '([a-z-]+)'/g)].map(
      ([, purpose = '']) => purpose,
    ),
  )
}
