import { useQueryClient } from '@tanstack/vue-query'
import { api, call } from '@shared/api/client'
import { asApiError, type ApiError } from '@shared/api/errors'
import { visitSteps } from '@shared/api/lifecycle.gen'
import type { components } from '@shared/api/schema.gen'
import { sayClock, sayWindow } from '@shared/format/time'
import { useAct } from '@shared/ui/act'
import { toast, toastUndo } from '@shared/ui/toast'
import { shortCompany } from '../words'
import type { Span } from '../when/windows'
import { t } from './messages'

type Schemas = components['schemas']
export type Ranking = Schemas['RankingOut']
type Reassign = Schemas['ReassignIn']

/** A visit as far as one has to know it to give it to somebody else or to move it. */
export interface Movable {
  id: string; orderId: string; customer: string; state: string; version: number; technicianId: string; technicianName: string
  start: string; windowStart: string; windowEnd: string; overruleReason: string
}
/** Whom to send instead; `start` is what was suggested, `exception` the reason for somebody who does not fit. */
export interface Choice { id: string; name: string; start: string; reason: string; exception: string }

/** True while the table of states lets somebody do it: before he has set off. */
export const canMove = (state: string, action: 'reassign' | 'reschedule'): boolean => visitSteps.some((step) => step.source === state && step.action === action)

const ms = (at: string): number => Date.parse(at)
/** A start held inside its window. */
export const within = (at: string, span: Span): string => new Date(Math.min(Math.max(ms(at), ms(span.start)), ms(span.end))).toISOString()

/** The window in which the new technician goes: the one that was agreed, or while it is over the one that was asked for. */
export function windowFor(visit: Movable, needs: Ranking['needs'], now: number): Span {
  return ms(visit.windowEnd) > now ? { start: visit.windowStart, end: visit.windowEnd } : { start: needs.window_start, end: needs.window_end }
}

interface Beaten { technician_name?: string | null; by?: string; at?: string }
/** Who was faster, whom he sent and when (R8); undefined where the refusal tells nothing of the kind. */
export function beatenBy(error: ApiError): { by: string; name: string; time: string } | undefined {
  const { technician_name: name, by, at } = (error.details ?? {}) as Beaten
  return error.code === 'changed_meanwhile' && name && by && at ? { by, name, time: sayClock(at) } : undefined
}
/** Who was faster, in one sentence; any other refusal in its own words. */
function refusalWords(error: ApiError): string {
  const beaten = beatenBy(error)
  return beaten ? t('beaten', beaten) : error.say()
}

const touched = ['board', 'ranking', 'visit-ranking', 'order', 'orders', 'trail']

const put = (id: string, body: Reassign) => call(api.POST('/api/visits/{visit_id}/reassign', { params: { path: { visit_id: id } }, body }))
const move = (id: string, version: number, span: Span, start: string) => call(api.POST('/api/visits/{visit_id}/reschedule', {
  params: { path: { visit_id: id } }, body: { version, window_start: span.start, window_end: span.end, planned_start: within(start, span) },
}))
/** Nobody can go back to a time that is over. */
const returnable = (visit: Movable): boolean => ms(visit.windowEnd) > Date.now()

/** Back to whom it was with, as it was: somebody who does not fit is an exception that was made before. */
async function giveBack(visit: Movable, version: number): Promise<void> {
  const times = returnable(visit) ? { window_start: visit.windowStart, window_end: visit.windowEnd, planned_start: visit.start } : {}
  const body = { version, technician_id: visit.technicianId, reason: t('undoing'), overrule_reason: visit.overruleReason, ...times }
  await put(visit.id, body).catch((thrown: unknown) => {
    if (asApiError(thrown).code !== 'overrule_reason_needed') throw thrown
    return put(visit.id, { ...body, overrule_reason: t('hadIt') })
  })
  toast(t('reassignedBack', { name: visit.technicianName }))
}

async function moveBack(visit: Movable, version: number): Promise<void> {
  await move(visit.id, version, { start: visit.windowStart, end: visit.windowEnd }, visit.start)
  toast(t('rescheduledBack'))
}

/** Giving a visit to somebody else (改派) and moving it (改约), each with ten seconds to take it back. */
export function useMoving(done: () => void) {
  const client = useQueryClient()
  const { busy, act } = useAct({ aloud: refusalWords, after: () => Promise.all(touched.map((key) => client.invalidateQueries({ queryKey: [key] }))) })

  const reassign = (visit: Movable, choice: Choice, span: Span): Promise<boolean> => act(async () => {
    const times = { window_start: span.start, window_end: span.end, planned_start: within(choice.start, span) }
    const after = await put(visit.id, { version: visit.version, technician_id: choice.id, reason: choice.reason, overrule_reason: choice.exception, ...times })
    done()
    toastUndo(t('reassigned', { order: shortCompany(visit.customer), name: choice.name }), () => void act(() => giveBack(visit, after.version)))
  })

  const reschedule = (visit: Movable, span: Span, start: string): Promise<boolean> => act(async () => {
    const after = await move(visit.id, visit.version, span, start)
    done()
    const said = t('rescheduled', { order: shortCompany(visit.customer), window: sayWindow(after.window_start, after.window_end) })
    if (returnable(visit)) toastUndo(said, () => void act(() => moveBack(visit, after.version)))
    else toast(said)
  })

  return { busy, reassign, reschedule }
}
