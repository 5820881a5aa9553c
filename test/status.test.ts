import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { enqueue } from '../src/platform/jobs.ts'
import { readStatus } from '../src/status.ts'
import { openBureau, type Bureau } from './support/bureau.ts'
import { bind, loadRoster, loadStarterBank, press, say } from './support/people.ts'

describe('/status, to an admin', () => {
  let bureau: Bureau

  beforeAll(async () => {
    bureau = await openBureau({ day: '2026-11-29', time: '15:00' }, { PORT: '0' })
    const codes = await loadRoster(bureau)
    await loadStarterBank(bureau)
    await bind(bureau, 302, codes.get('000302') ?? '')
    await bureau.moveTo('2026-11-30', '06:40')
    await bureau.moveTo('2026-11-30', '06:42')
  })
  afterAll(() => bureau.stop())

  const deps = () => bureau.running.deps

  it('tells when the cards began and were finished, and which process sends', async () => {
    const { text, buttons } = await say(bureau.admin, '/status')
    expect(text).toContain('晨训卡片（2026-11-30）：06:40 开始，06:40 发完；已发 1，待发 0，失败 0')
    expect(text).toMatch(/进程 \S+:\d+，\S+ \S+ 起运行，负责发送/)
    expect(buttons.flat().map(({ label }) => label)).toEqual(['训练负担', '减负自查'])
  })

  it('keeps a ledger of every run, finished at once where nothing is sent', async () => {
    const { lastRuns } = await readStatus(deps())
    expect(lastRuns.map(({ kind, sent }) => [kind, sent])).toEqual([
      ['forget', 0],
      ['open-day', 1],
      ['new-day', 0],
      ['forget', 0],
      ['new-day', 0],
    ])
    for (const { kind, started, finished } of lastRuns) {
      expect(finished).toMatch(/^2026-11-(29|30)T/)
      expect(started === null).toBe(kind !== 'open-day')
    }
  })

  it('leaves a run open while one of its messages waits', async () => {
    const { db } = deps()
    const { id } = await db.delivery.findFirstOrThrow({ where: { kind: 'morning-card' } })
    const later = { state: 'QUEUED' as const, dueAt: new Date('2026-11-30T08:00:00Z') }
    await db.delivery.update({ where: { id }, data: later })
    await db.run.updateMany({ where: { kind: 'open-day' }, data: { finishedAt: null } })
    await bureau.moveTo('2026-11-30', '06:45')
    expect((await say(bureau.admin, '/status')).text).toContain(
      '06:40 开始，还在发送；已发 0，待发 1',
    )
    await db.delivery.update({ where: { id }, data: { state: 'SENT' } })
  })

  it('names what was set aside by its kind, without a word of what was written', async () => {
    const { db, now } = deps()
    const body = { update_id: 1, message: { text: '张三的身份证号' } }
    const poison = { personId: 302n, body, state: 'POISON' as const, receivedAt: now() }
    const errors = [
      "GrammyError: Call to 'sendMessage' failed! (400: Bad Request: 张三 is not)",
      'TypeError: 张三 is undefined',
      '张三',
    ]
    await db.inbox.createMany({
      data: errors.map((error, index) => ({ ...poison, updateId: BigInt(index + 1), error })),
    })
    const { text } = await say(bureau.admin, '/status')
    expect(text).toContain('搁置 3')
    expect(text).toContain('· 搁置的消息 1（06:45）：sendMessage 400，')
    expect(text).toContain('· 搁置的消息 2（06:45）：TypeError，')
    expect(text).toContain('· 搁置的消息 3（06:45）：Error，')
    expect(text).not.toContain('张三')
  })

  it('counts messages that a dead process had on the way, and what is late', async () => {
    const { db, now } = deps()
    const message = { kind: 'notice', data: {}, dueAt: new Date(now().getTime() - 90_000) }
    const rows = [
      { ...message, campaign: 'one', chatId: 1n, state: 'SENDING' as const, owner: 'dead' },
      { ...message, campaign: 'two', chatId: 1n, state: 'QUEUED' as const },
    ]
    // Looked at before the sender finds them.
    const { outbox } = await db.$transaction(async (sql) => {
      await sql.delivery.createMany({ data: rows })
      const seen = await readStatus({ ...deps(), db: sql as typeof db })
      await sql.delivery.deleteMany({ where: { campaign: { in: ['one', 'two'] } } })
      return seen
    })
    expect(outbox).toMatchObject({ due: 1, sending: 1, uncertain: 1, failed: 0 })
    expect(outbox.lagSeconds).toBeCloseTo(90, 0)
  })

  it('offers another try for the jobs that were given up, and writes down who asked', async () => {
    const { db, now } = deps()
    const job = { name: 'grade-answer' as const, key: 'dead', data: { answerId: -1 }, now: now() }
    await enqueue(db, job)
    await db.job.updateMany({ where: { key: 'dead' }, data: { state: 'DEAD', attempts: 5 } })
    const { text } = await say(bureau.admin, '/status')
    expect(text).toContain('放弃 1')
    expect(text).toContain('· 简答评分：放弃 1')
    const after = await press(bureau.admin, '重试')
    expect(after.text).toContain('放弃 0')
    expect(after.buttons.flat().map(({ label }) => label)).toEqual(['训练负担', '减负自查'])
    const acts = await db.audit.findMany({ where: { act: 'jobs-retry' } })
    expect(acts).toMatchObject([{ actor: 900_000n, detail: { count: 1 } }])
    expect(await db.job.count({ where: { state: 'DEAD' } })).toBe(0)
  })

  it('shows the burden of training, and lets an admin choose the budget, once', async () => {
    const { db } = deps()
    await say(bureau.admin, '/status')
    const shown = await press(bureau.admin, '训练负担')
    expect(shown.text).toContain('11月23日—11月29日，每人每周')
    expect(shown.text).toContain('不足 5 人或没有训练，不单列')
    expect(shown.buttons.flat().map(({ label }) => label)).toContain('✓ 20 分钟')
    const chosen = await press(bureau.admin, '30 分钟')
    expect(chosen.id).toBe(shown.id)
    expect(chosen.buttons.flat().map(({ label }) => label)).toContain('✓ 30 分钟')
    await press(bureau.admin, '近 4 周')
    expect(await db.choice.findUnique({ where: { name: 'minutes-a-week' } })).toMatchObject({
      value: 30,
    })
    expect(await db.audit.count({ where: { object: 'choice:minutes-a-week' } })).toBe(1)
  })

  it('shows the self-check of the month before', async () => {
    await say(bureau.admin, '/status')
    const { text } = await press(bureau.admin, '减负自查')
    expect(text).toContain('减负自查（2026年10月）')
    expect(text).toContain('– 个人排名：程序里没有这项功能')
    expect(text).toContain('✅ 单位排名：关闭')
  })

  it('has its numbers at a port of this machine, though the bot asks for its updates', async () => {
    const page = async (path: string) =>
      await fetch(`http://127.0.0.1:${bureau.running.port}${path}`, { method: 'GET' })
    expect((await page('/readyz')).status).toBe(200)
    expect(await (await page('/metrics')).text()).toMatch(
      /^chenxun_inbox_updates\{state="poison"\} 3$/m,
    )
    const update = { method: 'POST', body: '{"update_id":1}' }
    const answer = await fetch(`http://127.0.0.1:${bureau.running.port}/telegram`, update)
    expect(answer.status).toBe(401)
  })

  it('is nothing for an officer, and neither is its button', async () => {
    const officer = bureau.telegram.person(302)
    expect((await say(officer, '/status')).text).not.toContain('运行情况')
  })
})
