import type { Command } from 'commander'

import { Refused } from './command-io.ts'
import type { CommandWorld, Print } from './command-io.ts'
import { applyRegrade } from './quiz/regrade/apply-regrade.ts'
import {
  changesToMake,
  countChanges,
  planRegrade,
  type RegradePlan,
} from './quiz/regrade/plan-regrade.ts'
import { outcomeText, planText } from './quiz/regrade/screens.ts'

interface RegradeOptions {
  nobodyLoses?: boolean
  yes?: boolean
  json?: boolean
}

/** `bank regrade`, beside the other words of `bank`. */
export function addRegradeCommand(program: Command, world: CommandWorld, print: Print): void {
  const bank = program.commands.find((command) => command.name() === 'bank') ?? program
  bank
    .command('regrade <question>')
    .description('mark the answers to earlier versions of a question by its present key')
    .option('--nobody-loses', 'change only the marks that rise')
    .option('--yes', 'do it; without this only show what would change')
    .option('--json', 'print one JSON value')
    .action((id: string, options: RegradeOptions) => regrade(world, id, options, print))
}

async function regrade(
  world: CommandWorld,
  id: string,
  options: RegradeOptions,
  print: Print,
): Promise<void> {
  const deps = await world.deps()
  // Question numbers are small; anything else cannot be one and never reaches the database.
  const questionId = /^\d{1,9}$/.test(id) ? Number(id) : 0
  const plan = await planRegrade(deps, questionId)
  if (plan.kind !== 'plan') throw new Refused(outcomeText(world.t, plan))
  const nobodyLoses = options.nobodyLoses ?? false
  if (!options.yes) {
    if (options.json) return print(JSON.stringify(planJson(plan, nobodyLoses)))
    return print(`${planText(world.t, plan)}\n\n${world.t('cli-nothing-changed')}`)
  }
  const { version } = plan.current
  const done = await applyRegrade(deps, { questionId, version, nobodyLoses, by: null })
  if (done.kind === 'unknown' || done.kind === 'short' || done.kind === 'stale') {
    throw new Refused(outcomeText(world.t, done))
  }
  if (!options.json) return print(outcomeText(world.t, done))
  const { raised, lowered, officers, moved } =
    done.kind === 'applied' ? done : { raised: 0, lowered: 0, officers: 0, moved: 0 }
  const counts = { raised, lowered, officers, unmatched: plan.unmatched, open: moved }
  print(JSON.stringify({ questionId, version, nobodyLoses, applied: true, ...counts }))
}

function planJson(plan: RegradePlan, nobodyLoses: boolean) {
  const { current, changes, unmatched, open } = plan
  const { questionId, version } = current
  const counts = countChanges(changesToMake(changes, nobodyLoses))
  return { questionId, version, nobodyLoses, applied: false, ...counts, unmatched, open }
}
