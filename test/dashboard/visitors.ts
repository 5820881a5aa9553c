import { createServer, type AddressInfo } from 'node:net'

import type { SimPerson } from '../../src/simulator/start-simulator.ts'
import { addDuty, addOfficer, addUnit } from '../report/seed.ts'
import { openBureau, type Bureau } from '../support/bureau.ts'

/** A browser of one person: it keeps cookies as a browser does, and follows nothing by itself. */
export interface Browser {
  get(path: string, headers?: Record<string, string>): Promise<Response>
  post(
    path: string,
    form: Record<string, string>,
    headers?: Record<string, string>,
  ): Promise<Response>
  /** The text of a page that is there. */
  read(path: string): Promise<string>
  cookies: Map<string, string>
}

export function openBrowser(origin: string): Browser {
  const cookies = new Map<string, string>()
  async function ask(path: string, init: RequestInit): Promise<Response> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(new URL(path, origin), {
      redirect: 'manual',
      ...init,
      headers: { ...(init.headers as Record<string, string>), ...(cookie && { cookie }) },
    })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    return response
  }
  return {
    cookies,
    get: (path, headers = {}) => ask(path, { headers }),
    post: (path, form, headers = {}) =>
      ask(path, { method: 'POST', body: new URLSearchParams(form), headers }),
    async read(path) {
      const response = await ask(path, {})
      if (response.status !== 200) throw new Error(`${path} answers ${response.status}`)
      return await response.text()
    },
  }
}

/** A city with two counties, a leader of each, and names that want to be more than names. */
export interface PagesBureau {
  bureau: Bureau
  origin: string
  units: { city: number; river: number; north: number; stone: number; bridge: number }
  officers: { hostile: number; northern: number }
  people: { river: SimPerson; stone: SimPerson; officer: SimPerson; reviewer: SimPerson }
  /** Asks the bot for the pages and gives the address of the link. */
  linkOf(person: SimPerson): Promise<string>
  /** A browser in which the person has logged in with the link. */
  enter(person: SimPerson): Promise<Browser>
}

export const hostileName = '<img src=x onerror=alert(1)>"\'&'

export async function openPages(): Promise<PagesBureau> {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const bureau = await openBureau(
    { day: '2026-11-25', time: '12:00' },
    { PUBLIC_URL: origin, PORT: String(port), WEBHOOK_SECRET: 'secret-of-the-webhook' },
  )
  const { db } = bureau.running.deps
  const units = {
    city: await addUnit(db, '云州市公安局', 'CITY'),
    river: await addUnit(db, '云州市公安局/临江分局', 'COUNTY'),
    north: await addUnit(db, '云州市公安局/城北分局', 'COUNTY'),
    stone: await addUnit(db, '云州市公安局/临江分局/青石派出所', 'STATION'),
    bridge: await addUnit(db, '云州市公安局/城北分局/桥头派出所', 'STATION'),
  }
  const chiefs = {
    river: await addOfficer(db, units.river, { name: '毕海涛', telegramId: 501 }),
    stone: await addOfficer(db, units.stone, { name: '常志远', telegramId: 502 }),
    reviewer: await addOfficer(db, units.stone, { name: '方文斌', telegramId: 503 }),
  }
  const officers = {
    hostile: await addOfficer(db, units.stone, { name: hostileName, telegramId: 504 }),
    northern: await addOfficer(db, units.bridge, { name: '何立新', telegramId: 505 }),
  }
  await db.role.createMany({
    data: [
      { officerId: chiefs.river, kind: 'LEADER', unitId: units.river },
      { officerId: chiefs.stone, kind: 'LEADER', unitId: units.stone },
      { officerId: chiefs.reviewer, kind: 'REVIEWER', unitId: units.city },
    ],
  })
  const day = '2026-11-24'
  const { stone: unitId } = units
  await addDuty(db, { officerId: chiefs.stone, unitId, day, state: 'DONE', score: 4, max: 5 })
  await addDuty(db, { officerId: officers.hostile, unitId, day, state: 'MISSED' })
  await addDuty(db, { officerId: officers.northern, unitId: units.bridge, day, state: 'MISSED' })
  const person = (id: number) => bureau.telegram.person(id, { languageCode: 'zh-hans' })
  const pages: PagesBureau = {
    bureau,
    origin,
    units,
    officers,
    people: { river: person(501), stone: person(502), reviewer: person(503), officer: person(504) },
    async linkOf(who) {
      const newest = who.last()?.id ?? 0
      who.send('/web')
      // Another message may come first, such as the month's self-check.
      return await who.until((self) => {
        const added = self.messages().filter(({ id }) => id > newest)
        const links = added.flatMap(({ buttons }) => buttons.flat())
        return links.find(({ url }) => url)?.url ?? null
      }, 'a link to the pages')
    },
    async enter(who) {
      const browser = openBrowser(origin)
      const link = new URL(await pages.linkOf(who))
      const form = { key: link.searchParams.get('key') ?? '', to: '' }
      const entered = await browser.post('/dashboard/open', form)
      if (entered.status !== 303) throw new Error(`the link answers ${entered.status}`)
      return browser
    },
  }
  return pages
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((ready) => void server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo
  await new Promise((done) => server.close(done))
  return port
}
