// Reads one bank file with the built program and prints what came of it, with the peak memory of a
// process that does nothing else.
import { readFileSync } from 'node:fs'

import { readBankFile } from '../../dist/bank/read-bank-file.js'

const start = performance.now()
const { format, items, problems } = await readBankFile(readFileSync(process.argv[2]))
const seconds = (performance.now() - start) / 1000
const named = problems.filter(({ code }) => !code.startsWith('note-')).length
const peakMb = process.resourceUsage().maxRSS / 1024
const codes = [...new Set(problems.map(({ code }) => code))]
console.log(JSON.stringify({ format, read: items.length, named, codes, seconds, peakMb }))
