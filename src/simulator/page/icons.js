const SVG = 'http://www.w3.org/2000/svg'

// Outlines on a 24 × 24 grid, drawn for this page.
const OUTLINES = {
  menu: ['M4 7h16', 'M4 12h16', 'M4 17h16'],
  close: ['M6 6l12 12', 'M18 6L6 18'],
  clip: [
    'M20 11.5l-8.2 8.2a5 5 0 0 1-7.1-7.1l8.5-8.5a3.3 3.3 0 0 1 4.7 4.7l-8.4 8.4a1.7 1.7 0 0 1-2.4-2.4l7.6-7.5',
  ],
  down: ['M12 5v14', 'M6 13l6 6 6-6'],
  chevron: ['M6 9.5l6 6 6-6'],
  file: ['M14 3H7a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2V8z', 'M14 3v5h5'],
  image: [
    'M5 4h14a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2z',
    'M3 16l5-5 9 9',
    'M14 15l2.5-2.5L21 17',
    'M15.5 8.5h.01',
  ],
  copy: ['M9 9h10v11H9z', 'M15 9V4H5v11h4'],
  open: ['M8 16L17 7', 'M9 7h8v8'],
  sun: [
    'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8z',
    'M12 2v2',
    'M12 20v2',
    'M4.9 4.9l1.4 1.4',
    'M17.7 17.7l1.4 1.4',
    'M2 12h2',
    'M20 12h2',
    'M4.9 19.1l1.4-1.4',
    'M17.7 6.3l1.4-1.4',
  ],
  moon: ['M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z'],
  ticks: ['M2 12.5l4.5 4.5L16 7.5', 'M11 16l1 1 9.5-9.5'],
  clock: ['M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z', 'M12 7v5l3.5 2'],
  forward: ['M5 5.5v13l9-6.5z', 'M18.5 5.5v13'],
  sunrise: [
    'M3 18h18',
    'M6.5 18a5.5 5.5 0 0 1 11 0',
    'M12 4v4',
    'M4.2 9.8l2.1 1.7',
    'M19.8 9.8l-2.1 1.7',
    'M8 21.5h8',
  ],
  shield: [
    'M12 3l7.5 2.7v5.6c0 4.7-3.1 8-7.5 9.7-4.4-1.7-7.5-5-7.5-9.7V5.7z',
    'M12 8l1.2 2.5 2.8.4-2 1.9.5 2.7-2.5-1.3-2.5 1.3.5-2.7-2-1.9 2.8-.4z',
  ],
  book: [
    'M12 6.5C10 5 7 4.5 3.5 5v13.5c3.5-.5 6.5 0 8.5 1.5 2-1.5 5-2 8.5-1.5V5C17 4.5 14 5 12 6.5z',
    'M12 6.5V20',
  ],
  scales: [
    'M12 4v16',
    'M8 20h8',
    'M5 7h14',
    'M5 7l-2.5 6a2.7 2.7 0 0 0 5 0z',
    'M19 7l-2.5 6a2.7 2.7 0 0 0 5 0z',
  ],
  pencil: ['M4 20l1-4.5L16.5 4a2 2 0 0 1 3 3L8 18.5z', 'M14.5 6l3 3'],
  star: ['M12 4l2.4 5.1 5.6.7-4.1 3.9 1 5.5-4.9-2.7-4.9 2.7 1-5.5L4 9.8l5.6-.7z'],
  check: ['M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z', 'M8 12.5l2.8 2.8L16 9.5'],
}

// Filled shapes: the paper plane, and what a phone's status bar shows.
const SHAPES = {
  send: [
    'M3.4 20.3l17.4-7.5a.9.9 0 0 0 0-1.6L3.4 3.7c-.7-.3-1.4.3-1.3 1l1.6 6.1 9.3 1.2-9.3 1.2-1.6 6.1c-.1.7.6 1.3 1.3 1z',
  ],
  signal: ['M2 16h3.5v4H2z', 'M7.5 12.5H11V20H7.5z', 'M13 9h3.5v11H13z', 'M18.5 5H22v15h-3.5z'],
  wifi: [
    'M12 20l3-3.6a4.7 4.7 0 0 0-6 0z',
    'M6.8 13.8l1.3 1.5a6.2 6.2 0 0 1 7.8 0l1.3-1.5a8.2 8.2 0 0 0-10.4 0z',
    'M3.6 10l1.3 1.5a11.2 11.2 0 0 1 14.2 0L20.4 10a13.2 13.2 0 0 0-16.8 0z',
  ],
}

/** The icon `name` as an SVG element, hidden from screen readers: the control around it has a label. */
export const iconOf = (name) => {
  const filled = SHAPES[name]
  const icon = svg('svg', {
    viewBox: '0 0 24 24',
    class: `icon icon-${name}`,
    'aria-hidden': 'true',
  })
  icon.append(...pathsOf(name))
  if (filled) icon.setAttribute('fill', 'currentColor')
  return icon
}

/** The paths of an icon, for drawing it inside another picture. */
export const pathsOf = (name) => {
  const look = SHAPES[name]
    ? { stroke: 'none' }
    : { fill: 'none', 'stroke-linecap': 'round', 'stroke-linejoin': 'round' }
  return (SHAPES[name] ?? OUTLINES[name]).map((d) => svg('path', { d, ...look }))
}

/** An SVG element with attributes. */
export const svg = (tag, attributes, ...children) => {
  const element = document.createElementNS(SVG, tag)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  element.append(...children)
  return element
}
