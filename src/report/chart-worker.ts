/** The far side of `openPainter`: draws one chart and ends. */
import { createRequire } from 'node:module'
import { parentPort, workerData } from 'node:worker_threads'

import { Resvg } from '@resvg/resvg-js'
import type * as ECharts from 'echarts'

import { layOut } from './chart.ts'
import type { Drawing } from './draw-chart.ts'

const require = createRequire(import.meta.url)
// One file, where `import` loads hundreds: 0.2 s instead of 0.6.
const { init } = require('echarts') as typeof ECharts
const fontFiles = ['400Regular/NotoSansSC_400Regular.ttf', '700Bold/NotoSansSC_700Bold.ttf'].map(
  (file) => require.resolve(`@expo-google-fonts/noto-sans-sc/${file}`),
)

/** A browser has no font of ours: whatever it writes Chinese with is as wide. */
const browserFonts = 'Noto Sans SC,PingFang SC,Microsoft YaHei,Noto Sans CJK SC,sans-serif'

parentPort?.postMessage({ result: draw(workerData as Drawing) }, [])

function draw({ chart, theme, form }: Drawing): Uint8Array {
  const { width, height, option } = layOut(chart, theme)
  const canvas = init(null, null, { renderer: 'svg', ssr: true, width, height })
  try {
    canvas.setOption(option)
    const svg = canvas.renderToSVGString()
    if (form === 'svg')
      return new TextEncoder().encode(svg.replaceAll('Noto Sans SC', browserFonts))
    return new Resvg(svg, {
      font: { fontFiles, loadSystemFonts: false, defaultFontFamily: 'Noto Sans SC' },
    })
      .render()
      .asPng()
  } finally {
    // A chart that is not disposed keeps the thread alive.
    canvas.dispose()
  }
}
