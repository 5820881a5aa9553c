import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { SimPerson } from '../../src/simulator/start-simulator.ts'
import { waitingQuestion } from '../support/answering.ts'
import { openBureau, type Bureau } from '../support/bureau.ts'
import { bind, loadRoster, newestWith, press, say } from '../support/people.ts'
import { sendFile } from '../support/people.ts'
import { allHandled, leftInInbox } from '../support/raw-update.ts'

const monday = '2026-11-30'
const tuesday = '2026-12-01'

/** Five questions with buttons, so that every set holds them all. */
const bank = JSON.stringify({
  format: 'chenxun-bank',
  version: 1,
  name: '五题',
  questions: [
    ...['甲', '乙', '丙'].map((name) => ({
      kind: 'single',
      stem: `${name}的行为应当怎样处理？`,
      options: ['警告', '罚款', '拘留', '不予处罚'],
      key: 'C',
    })),
    { kind: 'multiple', stem: '应当出示什么？', options: ['证件', '文书', '奖状'], key: 'AB' },
    { kind: 'true-false', stem: '可以口头传唤现场发现的行为人。', key: true },
  ],
})

describe('accounts, forged buttons and blocked bots', () => {
  let bureau: Bureau
  let codes: Map<string, string>
  let deng: SimPerson
  let fang: SimPerson
  let gao: SimPerson
  let chief: SimPerson

  beforeAll(async () => {
    bureau = await openBureau({ day: '2026-11-29', time: '15:00' })
    codes = await loadRoster(bureau)
    await sendFile(bureau.admin, '五题.json', bank)
    await press(bureau.admin, '导入')
    deng = await bind(bureau, 302, code('000302'))
    fang = await bind(bureau, 303, code('000303'))
    gao = await bind(bureau, 304, code('000304'))
    chief = await bind(bureau, 301, code('000301'))
    await bureau.moveTo(monday, '06:40')
  })
  afterAll(() => bureau.stop())

  const code = (badge: string) => codes.get(badge) ?? ''
  const db = () => bureau.running.deps.db
  const given = () => db().answer.count({ where: { answeredAt: { not: null } } })
  const officer = (badge: string) => db().officer.findUniqueOrThrow({ where: { badge } })

  async function answerIdOf(badge: string, where: object = {}): Promise<number> {
    const { id } = await officer(badge)
    const row = await db().answer.findFirstOrThrow({
      where: { officerId: id, answeredAt: null, ...where },
      orderBy: { position: 'asc' },
    })
    return row.id
  }

  /** Presses what no message carries; gives what the person is told in return, if anything. */
  async function forge(person: SimPerson, data: string): Promise<string | undefined> {
    // Below the welcome, so that the card stays as it is.
    const pressId = person.pressForged(
      person.messages().find(({ fromBot }) => fromBot)?.id ?? 1,
      data,
    )
    const answer = await person.until(
      (self) => self.callbackAnswers().find(({ id }) => id === pressId),
      `an answer to the press of ${data}`,
    )
    await allHandled(bureau)
    return answer.text
  }

  describe('forged buttons', () => {
    it('answer nobody else’s question', async () => {
      const ofDeng = await answerIdOf('000302')
      for (const data of ['0', '1', '2', '+0', 's'].map((end) => `q:${ofDeng}:${end}`)) {
        expect(await forge(fang, data)).toContain('不是发给您的')
      }
      expect(await given()).toBe(0)
    })

    it('choose no option that is not there', async () => {
      const single = await answerIdOf('000303', { version: { kind: 'single' } })
      const multiple = await answerIdOf('000303', { version: { kind: 'multiple' } })
      for (const data of [
        `q:${single}:4`,
        `q:${single}:99`,
        `q:${single}:+1`,
        `q:${multiple}:+9`,
      ]) {
        expect(await forge(fang, data)).toContain('不是发给您的')
      }
      await forge(fang, `q:${multiple}:s`)
      expect(await given()).toBe(0)
      const [draft] = await db().answer.findMany({
        where: { id: multiple },
        select: { draft: true },
      })
      expect(draft?.draft).toEqual([])
    })

    it.each([
      '',
      'x',
      'q:',
      'q:1',
      'q:-1:0',
      'q:999999999:0',
      'q:9999999999:0',
      'q:1:0; drop table "Answer"',
      'q:day:2026-13-99',
      'q:day:2020-01-01',
      'q:day:2099-01-01',
      'pp:leave:LEAVE:2026-11-30:9999-12-31',
      'pp:leave:NONSENSE',
      'pp:leave-off:999999999',
      'pp:locale:xx',
      'rp:s:999999999:d20261130',
      'rp:s:1:zzz',
      'bk:undo:x',
      '\u0000\ud83d',
      '题'.repeat(21),
    ])('with the data %j change nothing and break nothing', async (data) => {
      const before = bureau.telegram.calls.length
      await forge(gao, data)
      const refused = bureau.telegram.calls.slice(before).filter(({ ok }) => !ok)
      expect(refused.map(({ method, error }) => `${method} ${String(error)}`)).toEqual([])
      expect(await leftInInbox(bureau)).toEqual([])
      expect(await given()).toBe(0)
      expect(await db().absence.count()).toBe(0)
    })

    it('show a leader no unit beside theirs, and keep the attempt on record', async () => {
      const foreign = await db().unit.findFirstOrThrow({ where: { name: '桥头派出所' } })
      const own = await db().unit.findFirstOrThrow({ where: { name: '青石派出所' } })
      const day = monday.replaceAll('-', '')
      for (const act of ['s', 'p', 'x', 'n']) {
        await forge(chief, `rp:${act}:${foreign.id}:d${day}`)
        const said = chief.messages()
        expect(said.map(({ text }) => text).join('\n')).not.toContain('桥头')
        expect(said.every(({ photo, document }) => !photo && !document)).toBe(true)
      }
      const refusals = await db().audit.count({ where: { act: 'refuse-unit', actor: 301 } })
      expect(refusals).toBe(4)
      await forge(chief, `rp:s:${own.id}:d${day}`)
      expect(chief.messages().some(({ text }) => text.includes('青石派出所'))).toBe(true)
    })

    it('give an officer nothing that is a leader’s or an admin’s', async () => {
      const imported = await db().bankImport.findFirstOrThrow()
      const unit = await db().unit.findFirstOrThrow({ where: { name: '青石派出所' } })
      const before = deng.messages().length
      for (const data of [
        `rp:s:${unit.id}:t`,
        `rp:n:${unit.id}:t`,
        `bk:undo:${imported.id}`,
        `bk:x:1`,
        'pp:roster',
        'pp:roster:codes',
        'pp:roster:codes-anyway',
        'pp:roster:code:1',
        'pp:import:yes:1',
        'pp:import:list:1',
      ]) {
        expect(await forge(deng, data)).toContain('这个按钮已失效')
      }
      for (const command of ['/summary', '/nudge', '/banks', '/roster 000303', '/status']) {
        expect((await say(deng, command)).text).toContain('没有使用它的权限')
      }
      expect(deng.messages()).toHaveLength(before + 10)
      expect(await db().question.count({ where: { state: 'LIVE' } })).toBe(5)
    })

    it('give a stranger nothing at all', async () => {
      const stranger = bureau.telegram.person(668, { languageCode: 'zh-hans' })
      for (const data of ['bk:x:1', 'pp:roster:codes', `q:${await answerIdOf('000302')}:0`]) {
        expect(await forge(stranger, data)).toBeUndefined()
      }
      expect(stranger.messages().filter(({ fromBot }) => fromBot)).toEqual([])
    })
  })

  it('counts a button that is pressed three times at once as one answer', async () => {
    const message = await gao.until(waitingQuestion, 'a question')
    const label = message.buttons.flat().find(({ label: text }) => /^(A|对)$/.test(text))?.label
    if (!label) throw new Error('the first question has no buttons')
    if (!message.text.includes('多选')) {
      gao.press(message, label)
      gao.press(message, label)
      gao.pressForged(message.id, message.buttons[0]?.[1]?.data ?? '')
    } else {
      gao.press(message, 'A')
      await gao.until(() => newestWith(gao, '✓ A'), 'the tick')
      for (let times = 0; times < 3; times++) gao.press(message.id, '提交')
    }
    await gao.until(
      (self) => self.messages().filter(({ text }) => /第2\/5题/.test(text)).length > 0,
      'the next question',
    )
    await allHandled(bureau)
    expect(await given()).toBe(1)
    expect(gao.messages().filter(({ text }) => /第2\/5题/.test(text))).toHaveLength(1)
  })

  describe('two phones of one officer', () => {
    it('cannot use one code twice', async () => {
      const second = bureau.telegram.person(1302, { languageCode: 'zh-hans' })
      expect((await say(second, `/start ${code('000302')}`)).text).toContain('已经用过')
      expect((await say(second, '/quiz')).text).toContain('请用单位发给您的绑定码')
      expect((await say(deng, `/start ${code('000302')}`)).text).toContain('无需重复操作')
    })

    it('change over with a new code; the old one is a stranger then', async () => {
      await say(bureau.admin, '/roster 000302')
      const issued = await press(bureau.admin, '生成新的绑定码')
      const fresh = /start=([\w-]{22})/.exec(issued.text)?.[1] ?? ''
      const second = bureau.telegram.person(1302, { languageCode: 'zh-hans' })
      expect((await say(second, `/start ${fresh}`)).text).toContain('绑定成功')
      expect((await say(second, '/quiz')).text).toContain('第1/5题')
      expect((await say(deng, '/quiz')).text).toContain('请用单位发给您的绑定码')
      const old = waitingQuestion(deng)
      if (!old) throw new Error('the old phone shows no question')
      const before = await given()
      deng.press(old, old.buttons[0]?.[0]?.label ?? '')
      await allHandled(bureau)
      expect(await given()).toBe(before)
      expect((await officer('000302')).telegramId).toBe(1302n)
    })

    it('do not let an account become two officers', async () => {
      expect((await say(fang, `/start ${code('000402')}`)).text).toContain('已绑定另一位民警')
    })

    it('stop whoever guesses codes after five of them', async () => {
      const guesser = bureau.telegram.person(669, { languageCode: 'zh-hans' })
      for (const guess of ['1', 'x'.repeat(64), '../..', "' or 1=1", 'AAAAAAAAAAAAAAAAAAAAAA']) {
        expect((await say(guesser, `/start ${guess}`)).text).toContain('没有这个绑定码')
      }
      expect((await say(guesser, `/start ${code('000402')}`)).text).toContain('10 分钟后再试')
    })
  })

  describe('a blocked bot', () => {
    it('is noticed when the person blocks it, and when Telegram says so at the card', async () => {
      fang.block()
      await until(async () => (await officer('000303')).blockedAt !== null)
      // The chief hears of it; Telegram tells nobody that an account is gone before something is sent to it.
      await bureau.running.catchUp()
      chief.deactivate()
      expect((await officer('000301')).blockedAt).toBeNull()
      await bureau.moveTo(tuesday, '06:40')
      const cards = await db().delivery.findMany({ where: { campaign: `morning:${tuesday}` } })
      const states = new Map(cards.map(({ chatId, state }) => [Number(chatId), state]))
      expect(Object.fromEntries(states)).toEqual({ 301: 'FAILED', 304: 'SENT', 1302: 'SENT' })
      expect((await officer('000301')).blockedAt).not.toBeNull()
    })

    it('is sent nothing more and not tried again', async () => {
      const tries = () =>
        bureau.telegram.calls.filter(({ method, params }) => {
          const chat = (params as { chat_id?: number }).chat_id
          return method === 'sendMessage' && (chat === 301 || chat === 303)
        }).length
      const before = tries()
      await bureau.moveTo(tuesday, '06:45')
      await bureau.moveTo(tuesday, '19:30')
      await bureau.moveTo(tuesday, '20:30')
      expect(tries()).toBe(before)
      expect(await db().duty.count({ where: { day: tuesday, state: 'DUE' } })).toBe(4)
    })

    it('sends cards again once the person is back', async () => {
      fang.unblock()
      await until(async () => (await officer('000303')).blockedAt === null)
      expect((await say(fang, '/start')).text).toContain('方文斌')
      expect((await say(fang, '/quiz')).text).toContain('第1/5题')
      await bureau.moveTo('2026-12-02', '06:40')
      expect(fang.last()?.text).toContain('晨训 · 12月2日')
    })

    it('takes whoever writes for reachable, though the news of it was lost', async () => {
      await db().officer.update({ where: { badge: '000304' }, data: { blockedAt: new Date() } })
      await say(gao, '/me')
      expect((await officer('000304')).blockedAt).toBeNull()
    })
  })
})

async function until(check: () => Promise<boolean>): Promise<void> {
  while (!(await check())) await new Promise((resolve) => setTimeout(resolve, 50))
}
