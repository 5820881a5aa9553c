import { badWorld } from './support/bad-world.ts'
import { failPoints } from './support/fail-points.ts'
import type { Fault } from './support/fault.ts'
import { median, printTable } from './support/numbers.ts'
import { embeddedGround, serverGround, type Ground } from './support/places.ts'
import { randomKills } from './support/random-kills.ts'
import type { Toll } from './support/toll.ts'
import { playMorning } from './support/troubled-morning.ts'

export const title = 'what faults cost: lost, doubled and wrong, on both databases'

const officers = Number(process.env['BENCH_OFFICERS'] ?? 10)
/** kill -9 in each cell that kills. */
const kills = Number(process.env['BENCH_KILLS'] ?? 4)
/** Cells that are played beside each other: most of their time they wait. */
const atOnce = Number(process.env['BENCH_AT_ONCE'] ?? 2)
/** Only cells whose database and name look like this, such as `PGlite: at: card`. */
const only = new RegExp(process.env['BENCH_FAULT'] ?? '')

/**
 * Cards that a kill may double: what the sender lets be on its way, sent and not noted yet. Telegram offers no way to
 * ask whether one arrived.
 */
const mostOnTheWay = 32
/** And on the average of all kills: what is on its way at 29 a second with a tenth of a second until it is noted. */
const mostDoubled = 3

interface Cell {
  name: string
  toll: Toll
}

/**
 * Plays a morning for every fault and prints what it cost.
 * @throws Error when something was lost or wrong, or more was doubled than a kill may double.
 */
export async function run(): Promise<void> {
  const faults = [...badWorld, ...randomKills(kills), ...failPoints(kills)]
  const grounds = [embeddedGround(), await serverGround()].filter((ground) => ground !== null)
  const all: Cell[] = []
  for (const ground of grounds) {
    const wanted = faults.filter(
      ({ name, on }) => (!on || on === ground.name) && only.test(`${ground.name}: ${name}`),
    )
    if (wanted.length === 0) continue
    const cells = await playAll(ground, wanted)
    console.log(`\n  ${ground.name}`)
    printTable(heading, cells.map(rowOf))
    printTotal(ground.name, cells)
    all.push(...cells)
  }
  for (const ground of grounds) await ground.clear()
  if (grounds.length > 1) printTotal('together', all)
  const broken = all.filter(({ toll }) => !isWithinBound(toll))
  if (broken.length > 0) throw new Error(`out of bounds: ${broken.map(({ name }) => name).join()}`)
  const { doubled, killed } = killsOf(all)
  if (doubled > mostDoubled * killed) throw new Error(`${doubled} doubled in ${killed} kills`)
}

/** Kills, and the cards that were doubled in the mornings with kills. */
function killsOf(cells: Cell[]): { killed: number; doubled: number } {
  const tolls = cells.map(({ toll }) => toll).filter(({ kills: count }) => count > 0)
  return {
    killed: tolls.reduce((sum, toll) => sum + toll.kills, 0),
    doubled: tolls.reduce((sum, toll) => sum + toll.cardsDoubled, 0),
  }
}

async function playAll(ground: Ground, faults: Fault[]): Promise<Cell[]> {
  const cells: Cell[] = []
  const left = [...faults]
  const work = async () => {
    for (let fault = left.shift(); fault; fault = left.shift()) {
      const toll = await playOne(ground, fault)
      if (toll) cells.push({ name: fault.name, toll })
      else console.log(`  ${ground.name}: ${fault.name}: not on this machine`)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  const order = new Map(faults.map(({ name }, index) => [name, index]))
  return cells.sort((one, other) => (order.get(one.name) ?? 0) - (order.get(other.name) ?? 0))
}

/** Null where this machine cannot have the fault. */
async function playOne(ground: Ground, fault: Fault): Promise<Toll | null> {
  const own = fault.ground ? await fault.ground(ground.name) : null
  if (fault.ground && !own) return null
  const shape = { officers, programs: 1, ...fault.shape }
  const toll = await playMorning(own?.ground ?? ground, shape, (morning) =>
    fault.disturb(morning, own),
  )
  await own?.clear()
  console.log(`  ${ground.name}: ${fault.name}: ${rowOf({ name: '', toll }).slice(1).join(' ')}`)
  return toll
}

const heading = [
  'fault',
  'kills',
  'cards lost',
  'doubled',
  'answers lost',
  'doubled',
  'scores wrong',
  'imported lost',
  'doubled',
  'stuck',
  'left',
  'died',
  'back after s',
  'longest',
  'whole s',
]

function rowOf({ name, toll }: Cell): (string | number)[] {
  return [
    name,
    toll.kills,
    toll.cardsLost,
    toll.cardsDoubled,
    toll.answersLost,
    toll.answersDoubled,
    toll.scoresWrong,
    toll.importedLost,
    toll.importedDoubled,
    toll.stuck,
    toll.left,
    toll.died,
    toll.recovery?.toFixed(1) ?? '–',
    toll.slowest?.toFixed(1) ?? '–',
    toll.seconds.toFixed(0),
  ]
}

function printTotal(name: string, cells: Cell[]): void {
  const sum = (of: (toll: Toll) => number) => cells.reduce((total, { toll }) => total + of(toll), 0)
  const { killed, doubled } = killsOf(cells)
  const times = cells.flatMap(({ toll }) => (toll.kills > 0 ? (toll.recovery ?? []) : []))
  console.log(
    `  ${name}: ${killed} × kill -9 in ${cells.length} mornings: ` +
      `${sum((toll) => toll.cardsLost)} cards lost, ` +
      `${sum((toll) => toll.cardsDoubled)} doubled ` +
      `(${(doubled / Math.max(1, killed)).toFixed(2)} a kill; the bound is ${mostDoubled}), ` +
      `${sum((toll) => toll.answersLost)} answers lost, ` +
      `${sum((toll) => toll.answersDoubled)} doubled, ` +
      `${sum((toll) => toll.scoresWrong)} scores wrong, ` +
      `${sum((toll) => toll.importedLost + toll.importedDoubled)} imported questions lost or doubled, ` +
      `back ${median(times).toFixed(1)} s after a kill`,
  )
}

/** Nothing lost, nothing wrong, nothing left; doubled is no more than what a kill or a lost reply explains. */
function isWithinBound(toll: Toll): boolean {
  const faults =
    toll.cardsLost +
    toll.answersLost +
    toll.answersDoubled +
    toll.scoresWrong +
    toll.importedLost +
    toll.importedDoubled +
    toll.stuck +
    toll.left
  return faults === 0 && (toll.kills === 0 || toll.cardsDoubled <= mostOnTheWay * toll.kills)
}
