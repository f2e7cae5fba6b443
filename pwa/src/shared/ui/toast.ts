import { shallowRef } from 'vue'

export interface ToastAct { label?: string; key?: string; run: () => void }
export interface Toast { id: number; text: string; kind: 'done' | 'late' | 'plan'; act?: ToastAct; stays: number }
interface Options { kind?: Toast['kind']; act?: ToastAct; /** milliseconds; 0 stays until closed */ stays?: number }

let last = 0

/** The one message at the bottom of the screen; a new one takes its place, so none hides another. */
export const shown = shallowRef<Toast | null>(null)

/** Says what has happened. With an act it stays longer: there must be time to read and to reach it. */
export function toast(text: string, { kind = 'done', act, stays = act ? 10_000 : 5_000 }: Options = {}): void {
  shown.value = { id: ++last, text, kind, stays, ...(act && { act }) }
}

/** Says what has been done and offers to take it back: undo instead of "are you sure?". */
export function toastUndo(text: string, undo: () => void): void {
  toast(text, { act: { run: undo, key: 'Z' } })
}

export function closeToast(id?: number): void {
  if (id === undefined || shown.value?.id === id) shown.value = null
}
