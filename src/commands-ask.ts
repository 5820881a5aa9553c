import type { Command } from 'commander'

import { Refused } from './command-io.ts'
import type { CommandWorld, Print } from './command-io.ts'
import { askLaw, longestQuestion } from './law/ask/ask-law.ts'
import { answerRecord, answerText, recordOf } from './law/ask/screens.ts'
import { dayIn } from './shared/day.ts'

/** `ask`: an answer from the articles in force today. */
export function addAskCommand(program: Command, world: CommandWorld, print: Print): void {
  const command = program.command('ask <question>')
  command
    .description('answer a question about the law from the articles in force today, with quotes')
    .option('--json', 'print one JSON value')
    .action(async (question: string, options: { json?: boolean }) => {
      if (question.trim() === '') command.error("error: missing required argument 'question'")
      if (question.trim().length > longestQuestion) {
        throw new Refused(world.t('ask-too-long', { most: longestQuestion }))
      }
      const deps = await world.deps()
      const day = dayIn(deps.settings.timeZone, deps.now())
      const answer = await askLaw(deps, { text: question, day })
      if (!options.json) return print(answerText(world.t, answer))
      const { answered, text, citations } = answerRecord(world.t, answer)
      print(JSON.stringify({ answered, text, citations, related: answer.related.map(recordOf) }))
    })
}
