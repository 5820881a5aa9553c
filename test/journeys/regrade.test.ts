import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { commandWorld } from '../../src/command-world.ts'
import { executeCommand } from '../../src/commands.ts'
import type { Question } from '../../src/shared/question.ts'
import { regradeData } from '../../src/shared/regrade-button.ts'
import type { SimPerson } from '../../src/simulator/start-simulator.ts'
import { answerAll } from '../support/answering.ts'
import { adminId, openBureau, type Bureau } from '../support/bureau.ts'
import { bind, loadRoster, loadStarterBank, press, say } from '../support/people.ts'

const monday = '2026-11-30'

describe('a key that turns out to be wrong after officers were marked by it', () => {
  let bureau: Bureau
  let deng: SimPerson
  let chief: SimPerson
  let questionId: number

  beforeAll(async () => {
    bureau = await openBureau({ day: '2026-11-29', time: '15:00' })
    const codes = await loadRoster(bureau)
    await loadStarterBank(bureau)
    chief = await bind(bureau, 301, codes.get('000301') ?? '')
    deng = await bind(bureau, 302, codes.get('000302') ?? '')
    await bureau.moveTo(monday, '06:40')
    await answerAll(deng, true)
    questionId = await mendKey()
  })
  afterAll(() => bureau.stop())

  it('is shown on the command line with what it would change, and nothing is changed', async () => {
    const shown = await regrade('--json')
    expect(JSON.parse(shown.stdout)).toEqual({
      questionId,
      version: 2,
      nobodyLoses: false,
      applied: false,
      raised: 0,
      lowered: 1,
      officers: 1,
      unmatched: 0,
      open: expect.any(Number),
    })
    expect(await regrade('--nobody-loses', '--json')).toMatchObject({ exitCode: 0 })
    expect((await regrade()).stdout).toContain('1 人次分数会变：+0，−1；涉及 1 名民警。')
    expect(await executeCommand(['bank', 'regrade', '999999'], world())).toMatchObject({
      exitCode: 1,
      stderr: '没有这道题。\n',
    })
    expect(await scoreOf('000302')).toBe(5)
  })

  it('is put right by an admin with two presses, and the second press changes nothing more', async () => {
    const { admin } = bureau
    await bureau.running.deps.telegram.send(adminId, {
      text: '已保存。',
      buttons: [[{ label: '按新答案重新评分', data: regradeData(questionId) }]],
    })
    expect((await press(admin, '按新答案重新评分')).text).toContain('1 人次分数会变：+0，−1')
    expect((await press(admin, '取消')).text).toContain('没有改任何分数')
    expect(await scoreOf('000302')).toBe(5)

    const plan = await press(admin, '按新答案重新评分')
    const button = plan.buttons.flat().find(({ label }) => label === '全部按新答案改')
    expect((await press(admin, '全部按新答案改')).text).toContain('已按新答案改 1 人次：+0，−1')
    expect(await scoreOf('000302')).toBe(4)
    await bureau.running.deps.telegram.send(adminId, {
      text: '同一个按钮。',
      buttons: [[{ label: '再按一次', data: button?.data ?? '' }]],
    })
    expect((await press(admin, '再按一次')).text).toContain('没有重复改')
    expect(await scoreOf('000302')).toBe(4)
  })

  it('is told to the officer once, politely, and the leader, with fewer than five people, reads no mean', async () => {
    await bureau.running.catchUp()
    const told = deng.messages().filter(({ text }) => text.includes('经复核'))
    expect(told).toHaveLength(1)
    expect(told[0]?.text).toContain('更正后的答案：')
    expect(told[0]?.text).toContain('11月30日：1 → 0 分')
    expect(told[0]?.text).toContain('抱歉')
    expect((await say(deng, '/me')).text).toContain('80%')
    expect((await say(deng, '/mistakes')).text).not.toContain('没有错题')
    expect((await say(chief, '/summary')).text).toContain('平均得分 –')
  })

  it('starts the statistics of the question anew, which an admin finds beside the bank', async () => {
    const { admin } = bureau
    await say(admin, '/banks')
    const list = await press(admin, '入门题库：题目统计')
    expect(list.text).toContain('人数够统计的 0 题，没有发现需要看的题目')
    const workbook = await press(admin, '全部题目（Excel）')
    expect(workbook.document?.name).toMatch(/^题目统计.*\.xlsx$/)
  })

  /** Writes a second version of a question that Deng answered, with another key. */
  async function mendKey(): Promise<number> {
    const { db } = bureau.running.deps
    const answers = await db.answer.findMany({
      where: { officer: { badge: '000302' } },
      include: { version: true },
    })
    const answer = answers.find(({ version }) => /single|true-false/.test(version.kind))
    if (!answer) throw new Error('no question with a key to turn')
    const before = answer.version.content as unknown as Question
    const after =
      before.kind === 'true-false'
        ? { ...before, key: !before.key }
        : { ...before, key: [before.key[0] === 0 ? 1 : 0] }
    const { kind, law, article } = answer.version
    await db.questionVersion.create({
      data: {
        questionId: answer.questionId,
        number: 2,
        kind,
        law,
        article,
        content: JSON.parse(JSON.stringify(after)),
        createdAt: bureau.clock.now(),
      },
    })
    await db.question.update({ where: { id: answer.questionId }, data: { version: 2 } })
    return answer.questionId
  }

  function world() {
    const { deps } = bureau.running
    return {
      ...commandWorld(() => deps.settings, deps.texts('zh-CN')),
      deps: () => Promise.resolve(deps),
    }
  }

  const regrade = (...options: string[]) =>
    executeCommand(['bank', 'regrade', String(questionId), ...options], world())

  async function scoreOf(badge: string): Promise<number | null | undefined> {
    const { db } = bureau.running.deps
    return (await db.duty.findFirst({ where: { day: monday, officer: { badge } } }))?.score
  }
})
