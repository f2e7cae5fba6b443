import { ref } from 'vue'

/** Until somebody is logged in. */
export const HOME_ZONE = 'Asia/Shanghai'
/** The time zone of the service centre: every time on a screen is said in it, wherever the reader sits. */
export const centreZone = ref(HOME_ZONE)

export function setCentreZone(zone: string): void {
  new Intl.DateTimeFormat('en', { timeZone: zone }) // throws RangeError for an unknown zone, before anything shows it
  centreZone.value = zone
}

export type Instant = string | number | Date

export interface WallClock { year: number; month: number; day: number; hour: number; minute: number; weekday: number }

const cache = new Map<string, Intl.DateTimeFormat>()

function formatter(zone: string): Intl.DateTimeFormat {
  let found = cache.get(zone)
  if (!found) {
    found = new Intl.DateTimeFormat('en-US', {
      timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric',
    })
    cache.set(zone, found)
  }
  return found
}

/** What the clock on the centre's wall shows at an instant. */
export function wallClock(at: Instant, zone: string = centreZone.value): WallClock {
  const parts = Object.fromEntries(formatter(zone).formatToParts(new Date(at)).map((p) => [p.type, Number(p.value)]))
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = parts
  return { year, month, day, hour, minute, weekday: new Date(Date.UTC(year, month - 1, day)).getUTCDay() }
}

/** Number of a day at the centre, counted from 1970: the difference of two is the number of midnights between. */
export function dayNumber(at: Instant, zone: string = centreZone.value): number {
  const w = wallClock(at, zone)
  return Date.UTC(w.year, w.month - 1, w.day) / 86_400_000
}

/** The day at the centre as `2026-11-20`, for the wire and for file names. */
export function isoDay(at: Instant, zone: string = centreZone.value): string {
  return new Date(dayNumber(at, zone) * 86_400_000).toISOString().slice(0, 10)
}

/** The day so many days after (or before) another: `2026-11-30` and 1 give `2026-12-01`. */
export const dayAfter = (day: string, by: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10)

/** The instant (ISO-8601, Z) at which the centre's clock shows `clock` ("14:00") on `day` ("2026-11-20"). */
export function instantAt(day: string, clock: string, zone: string = centreZone.value): string {
  const wanted = Date.parse(`${day}T${clock.padStart(5, '0')}:00Z`)
  let guess = wanted
  for (let pass = 0; pass < 2; pass++) { // twice: the first guess may fall on the other side of a clock change
    const w = wallClock(guess, zone)
    guess += wanted - Date.UTC(w.year, w.month - 1, w.day, w.hour, w.minute)
  }
  return new Date(guess).toISOString().replace('.000Z', 'Z')
}
