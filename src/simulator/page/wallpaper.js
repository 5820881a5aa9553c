import { pathsOf, svg } from './icons.js'

const WIDTH = 300
const HEIGHT = 400

// Where each doodle lies on the tile: icon, x, y, degrees, scale.
const DOODLES = [
  ['shield', 22, 22, -12, 1.5],
  ['pencil', 112, 8, 18, 1.1],
  ['sunrise', 196, 30, 6, 1.6],
  ['star', 262, 92, -14, 0.9],
  ['book', 92, 78, 10, 1.5],
  ['clock', 16, 124, 14, 1.1],
  ['scales', 178, 122, -8, 1.6],
  ['check', 96, 160, -16, 1],
  ['file', 254, 178, 14, 1.2],
  ['star', 44, 196, 20, 0.8],
  ['sunrise', 120, 214, -10, 1.4],
  ['pencil', 204, 226, -24, 1.2],
  ['book', 20, 262, -12, 1.3],
  ['shield', 250, 282, 12, 1.4],
  ['clock', 104, 296, 8, 1],
  ['check', 182, 306, 20, 1.1],
  ['scales', 44, 338, 10, 1.4],
  ['file', 128, 350, -16, 1.1],
  ['star', 206, 362, 10, 1],
  ['moon', 262, 364, -10, 0.9],
]

/** The tile all chats are papered with; put once into the page. */
export const wallpaperTile = () => {
  const tile = svg('pattern', {
    id: 'doodles',
    width: WIDTH,
    height: HEIGHT,
    patternUnits: 'userSpaceOnUse',
  })
  for (const [name, x, y, degrees, scale] of DOODLES) {
    const transform = `translate(${x} ${y}) rotate(${degrees} 14 14) scale(${scale})`
    tile.append(svg('g', { transform, class: 'doodle' }, ...pathsOf(name)))
  }
  return svg('svg', { class: 'wallpaper-tile', 'aria-hidden': 'true' }, svg('defs', {}, tile))
}

/** One chat's wallpaper, drawn with the tile. */
export const wallpaper = () =>
  svg(
    'svg',
    { class: 'wallpaper', 'aria-hidden': 'true' },
    svg('rect', { width: '100%', height: '100%', fill: 'url(#doodles)' }),
  )
