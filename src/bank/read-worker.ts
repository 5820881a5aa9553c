/** The far side of `readBankFile`: reads one bank and ends. */
import { parentPort, workerData } from 'node:worker_threads'

import { readBank } from './formats/read-bank.ts'

parentPort?.postMessage({ result: await readBank(workerData as Uint8Array) }, [])
