/** The far side of `readBankApart`: reads one bank and ends. */
import { parentPort, workerData } from 'node:worker_threads'

import { deliverBank } from './deliver-bank.ts'
import { readBank } from './formats/read-bank.ts'
import type { ReadOrder } from './read-bank-file.ts'

const { bytes, questions } = workerData as ReadOrder
parentPort?.postMessage({ result: await deliverBank(await readBank(bytes), questions) }, [])
