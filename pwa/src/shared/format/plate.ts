/** Plate colours as the server names them: 渐变绿 is `green`, 黄绿双拼 `yellow_green`; farm plates have their own. */
export type PlateColour =
  | 'blue' | 'yellow' | 'green' | 'yellow_green' | 'white' | 'black' | 'farm_yellow' | 'farm_green' | 'other'

/** 粤B Y7052 → city "粤B" (before the dot) and rest "Y7052". A plate of another shape has no city and no dot. */
export function splitPlate(plate: string): { city: string; rest: string } {
  const bare = plate.replace(/[\s·•.]/g, '').toUpperCase()
  const match = /^(\p{Script=Han}[A-Z])(.+)$/u.exec(bare)
  return match ? { city: match[1] ?? '', rest: match[2] ?? '' } : { city: '', rest: bare }
}

/** The colour that a plate's letters tell when the record has none. */
export function guessColour(plate: string): PlateColour {
  const { rest } = splitPlate(plate)
  if (/[挂学]$/.test(rest)) return 'yellow'
  if (/警$/.test(rest)) return 'white'
  if (/[港澳使领]$/.test(rest)) return 'black'
  if (rest.length === 6) return /^\d{5}[A-Z]$/.test(rest) ? 'yellow_green' : 'green' // large new-energy plates end in a letter
  return 'blue'
}
