import { asApiError } from '@shared/api/errors'
import { recall, remember } from '@shared/session/memory'
import { toast } from '@shared/ui/toast'
import { t } from './messages'
import { pushState, turnOn } from './subscription'

const ASKED = 'pg.push-asked'

/** After the first visit that he accepts, once on each phone: now it is plain what reminders are good for. */
export async function offerReminders(): Promise<void> {
  if (recall(ASKED) || (await pushState()) !== 'off') return
  remember(ASKED, 'yes')
  toast(t('offer'), { kind: 'plan', stays: 30_000, act: { label: t('turnOn'), run: () => void press() } })
}

async function press(): Promise<void> {
  try {
    const state = await turnOn()
    if (state === 'on') toast(t('turnedOn'))
    else if (state !== 'off') toast(t(state), { kind: 'late' })
  } catch (thrown) {
    toast(asApiError(thrown).say(), { kind: 'late' })
  }
}
