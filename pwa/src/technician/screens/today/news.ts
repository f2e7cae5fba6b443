import type { IconName } from '@shared/ui/icons'
import { local } from '../../offline/store'
import type { Item, Visit } from '../../offline/shapes'
import { t as cards } from '../visit/card-messages'
import { caseAdds, caseSays, casesOf } from '../visit/cases'

/** What the office or a carrier said to something that he asked or recorded, with the vehicle where it is one of his day. */
export interface News { id: string; icon: IconName; bad: boolean; says: string; adds: string; at: Car | undefined }
interface Car { visit: Visit; item: Item }

const DAY = 86_400_000
const isFresh = (at: string | null, now: number): at is string => at !== null && now - Date.parse(at) < DAY
const carOf = (fits: (car: Car) => boolean): Car | undefined =>
  (local.value?.day.visits ?? []).flatMap((visit) => visit.items.map((item) => ({ visit, item }))).find(fits)

const cardSays = { refused: 'newsRefused', done: 'newsDone' } as const
/** The carriers' answers of a day: done, refused, or not needed (R31). */
export const cardNews = (now: number): News[] => (local.value?.van?.carrier_tasks ?? [])
  .filter((one) => isFresh(one.decided_at, now) && one.decision !== 'rebound')
  .map((one) => ({
    id: one.id, icon: one.state === 'refused' ? 'warning' : 'sim', bad: one.state === 'refused', adds: one.note,
    says: cards(cardSays[one.state as keyof typeof cardSays] ?? 'newsNot', { card: one.iccid.slice(-6) }), at: carOf(({ item }) => item.vehicle_id === one.vehicle_id),
  }))

/** How the keeper settled the odd numbers of a day (R10, R30). */
export const caseNews = (now: number): News[] => (local.value?.van?.cases ?? [])
  .filter((one) => isFresh(one.settled_at, now))
  .map((one) => ({ id: one.id, icon: 'check', bad: false, says: caseSays(one), adds: caseAdds(one), at: carOf(({ visit, item }) => casesOf(visit, item, local.value?.van).includes(one)) }))
