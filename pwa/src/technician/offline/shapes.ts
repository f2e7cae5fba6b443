import type { components } from '@shared/api/schema.gen'
import type { Words } from '@shared/api/errors'
import type { RuleWord } from '@shared/binding/binding'
import type { Chain } from './chain'

type Schemas = components['schemas']

/** The shapes that the phone keeps, as the server sends them. */
export type Day = Schemas['DayOut']
export type Visit = Day['visits'][number]
export type Item = Visit['items'][number]
export type Named = Visit['checklist'][number]
export type Extra = Visit['extras'][number]
export type OtherVehicle = Visit['other_vehicles'][number]
export type Missing = Visit['missing'][number]
export type RemovalReason = Day['removal_reasons'][number]
export type Van = Schemas['VanOut']
export type VanDevice = Van['devices'][number]
export type VanSim = Van['sims'][number]
export type OwnRemoved = Van['removed'][number]
export type OwnCase = Van['cases'][number]
export type VanTask = Van['carrier_tasks'][number]
export type Wallet = Schemas['WalletOut']
export interface Road { past: Schemas['PastWorkOut'][]; scripts: RoadScript[] }
export type RoadScript = Schemas['ScriptsOut']['items'][number]
export type PastWork = Road['past'][number]
export type Answer = Schemas['AnswersOut']['answers'][number]

export const acts = ['install', 'swap_device', 'swap_sim', 'swap_both', 'remove', 'transfer', 'none'] as const
export type Act = (typeof acts)[number]
export const ends = ['factory', 'warehouse', 'van', 'customer', 'scrap'] as const
export type DeviceEnd = (typeof ends)[number]
export const methods = ['wechat', 'alipay', 'cash', 'transfer', 'on_account'] as const
export type Method = (typeof methods)[number]

export interface ItemFields {
  vehicle_confirmed?: boolean
  act?: Act
  new_device_no?: string | null
  new_iccid?: string | null
  old_device_no?: string | null
  old_iccid?: string | null
  old_device_end?: DeviceEnd | null
  mounting?: string
  fault_code?: string | null
  cause_code?: string | null
  remedy?: string
  parts?: Record<string, number>
  old_parts?: Item['old_parts']
  test_result?: string
  unknown_reason?: string
  removal_reason?: string | null
  removal_note?: string
  provider_released?: boolean
}

interface OfVisit { visit_id: string }
/** `based_on` is the version of the vehicle that this phone had read (R35). */
interface OfItem extends OfVisit { item_id: string; based_on?: number }
/** What is said about a card that meets another terminal; `rule` as this phone has read it (R31). */
export interface Rebinding extends OfItem { iccid: string; old_imei: string; new_imei: string; act: Act; rule: RuleWord; rules_mark: string }
/** `said_by` agreed on site; else the customer is asked by his link, or later. */
interface Consent { said_by: string; by_link: boolean }
interface Place { lat?: number; lng?: number }

/** Every command that the phone sends, with its payload: the contract with the server's phone_commands. */
export interface Payloads {
  'visit.accept': OfVisit
  'visit.decline': OfVisit & { reason: string }
  'visit.contacted': OfVisit
  'visit.checklist': OfVisit & { ticked: string[] }
  'visit.set_off': OfVisit & Place
  'visit.arrive': OfVisit & Place
  'visit.start': OfVisit
  'visit.fail': OfVisit & { reason: string }
  'visit.suspend': OfVisit & { reason: string; missing: string }
  'item.record': OfItem & { fields: ItemFields }
  'item.finish': OfItem
  'item.suspend': OfItem & { reason: string; missing: string }
  'carrier.ask': Rebinding
  'carrier.done': Rebinding
  'carrier.override': Rebinding & { reason: string; approved_by: string; approved_how: string }
  'photo.add': OfVisit & { item_id?: string; code: string; sha256: string; size: number; taken_at: string; chain?: Chain } & Place
  'visit.sign': OfVisit & { item_ids?: string[]; sha256?: string; reason?: string; signer: string; by_link?: boolean; taken_at?: string; chain?: Chain } & Place
  'visit.word': OfVisit & { giver: string; how: string; reason: string }
  'extra.vehicle': OfVisit & Consent & { item_id: string; vehicle_id?: string; plate?: string; plate_colour?: string }
  'extra.work': OfItem & Consent & { extra_id: string; code: string; quantity: number; unit_fen: number; note: string }
  'extra.answer': OfVisit & { extra_id: string; approved: boolean; said_by: string; reason: string }
  'visit.complete': OfVisit
  'fees.confirm': OfVisit & { total_fen: number }
  'payment.collect': OfVisit & { method: Method; amount_fen: number; reference?: string }
  'remittance.submit': { amount_fen: number; note?: string }
}
export type Kind = keyof Payloads

/** What the command is about, frozen in words when it is given: the visit may be gone from the day when it is read. */
export interface About { customer: string; plate?: string; colour?: string; code?: string; codeZh?: string; codeEn?: string }

/** One command in the outbox. What is sent of it never changes after it was made. */
export interface Command<K extends Kind = Kind> {
  id: string
  seq: number
  kind: K
  version: 1
  event_time: string
  counter: number
  server_time_seen?: string
  payload: Payloads[K]
  about: About
  /** How often it was sent without an answer that settles it. */
  tries: number
  /** Why it waits, in the server's words. */
  waits?: Words
}

/** A command that the server refused: kept until a person has looked at it. */
export interface Refused { id: string; kind: Kind; event_time: string; payload: Payloads[Kind]; about: About; code: string; words: Words; details: Record<string, unknown>; /** How the office has dealt with it meanwhile. */ settled?: { by: string; note: string } }

/** A file under its hash, kept until the command that names it is settled. */
export interface StoredFile { sha256: string; bytes: ArrayBuffer; type: string; size: number; taken_at: string; receipted: boolean; visit_id: string }
