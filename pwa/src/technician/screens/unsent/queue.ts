import type { Command, Kind, Payloads } from '../../offline/shapes'
import type { Signal } from '../../shell/signal'

/** One line of the list: a command, or the steps of one vehicle that follow each other. */
export interface Entry { id: string; kind: Kind; commands: readonly Command[]; /** 1 is the next to be sent. */ from: number; to: number; at: string; bytes: number }

/** Lines of one customer that follow each other. The order of sending is never changed to make the groups fewer. */
export interface Group { id: string; customer: string; since: string; bytes: number; entries: Entry[] }

/** Why a line is not sent yet. `told`: the server said why. `behind`: something before it must pass first. */
export type Wait = 'moving' | 'told' | 'signal' | 'office' | 'behind' | 'line'

const ENVELOPE_BYTES = 220

/** What a command puts on the air: its own words and the file that goes before it. */
export function bytesOf(command: Command, fileSizes: ReadonlyMap<string, number>): number {
  const words = ENVELOPE_BYTES + new TextEncoder().encode(JSON.stringify(command.payload)).length
  if (command.kind === 'photo.add') return words + (command.payload as Payloads['photo.add']).size
  const sha = 'sha256' in command.payload ? command.payload.sha256 : undefined
  return words + (sha ? fileSizes.get(sha) ?? 0 : 0)
}

const itemOf = (command: Command): string | null =>
  command.kind === 'item.record' || command.kind === 'item.finish' ? (command.payload as Payloads['item.finish']).item_id : null

/** The outbox as lines, in the order of sending. */
export function entries(waiting: readonly Command[], fileSizes: ReadonlyMap<string, number> = new Map()): Entry[] {
  const found: Entry[] = []
  for (const [index, command] of waiting.entries()) {
    const last = found.at(-1)
    const item = itemOf(command)
    const bytes = bytesOf(command, fileSizes)
    if (last && item && last.commands.every((one) => itemOf(one) === item)) {
      found[found.length - 1] = { ...last, commands: [...last.commands, command], to: index + 1, bytes: last.bytes + bytes }
    } else found.push({ id: command.id, kind: command.kind, commands: [command], from: index + 1, to: index + 1, at: command.event_time, bytes })
  }
  return found
}

export function groups(lines: readonly Entry[]): Group[] {
  const found: Group[] = []
  for (const entry of lines) {
    const customer = entry.commands[0]?.about.customer ?? ''
    const last = found.at(-1)
    if (last?.customer === customer) {
      last.entries.push(entry)
      last.bytes += entry.bytes
    } else found.push({ id: entry.id, customer, since: entry.at, bytes: entry.bytes, entries: [entry] })
  }
  return found
}

/** The reason of a line's wait. The server takes them one after the other, so a held first one holds the rest. */
export function waitOf(entry: Entry, head: Command | undefined, moving: string | null, state: Signal['state']): Wait {
  const ids = entry.commands.map((one) => one.id)
  if (moving && ids.includes(moving)) return 'moving'
  if (head && ids[0] === head.id) return leading(head, state)
  return head?.waits ? 'behind' : 'line'
}

function leading(head: Command, state: Signal['state']): Wait {
  if (state === 'offline') return 'signal'
  if (state === 'trouble') return 'office'
  return head.waits ? 'told' : 'line'
}
