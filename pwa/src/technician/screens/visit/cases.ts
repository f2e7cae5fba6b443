import { defineMessages } from '@shared/i18n/messages'
import type { Item, OwnCase, Van, Visit } from '../../offline/shapes'
import { bilingual } from '../../words'

export const t = defineMessages(
  {
    open: '{what}：{number}，库管在核对', meant: '库里有 {near}，是不是输错了？', accept: '{number} 库管核过了，按你记的', keep: '{number} 库管核过了，按账上的，没按你记的', correct: '{number} 库管核过了，改成 {right}',
    news: '库管核对号码', note: '库管说：{text}', sign: '、',
  },
  {
    open: '{what}: {number}. The keeper checks it', meant: 'The books have {near}. A slip?', accept: '{number} checked: as you recorded', keep: '{number} checked: as the books say, not as you recorded', correct: '{number} checked: it is {right}',
    news: 'Numbers that the keeper checked', note: 'Keeper: {text}', sign: ', ',
  },
)

const decisions = ['accept', 'keep', 'correct'] as const
/** What became of an odd number, in a sentence. */
export function caseSays(one: OwnCase): string {
  const decided = decisions.find((word) => word === one.decision)
  if (one.state !== 'open' && decided) return t(decided, { number: one.number, right: one.right_number })
  return t('open', { what: bilingual(one.text_zh, one.text_en), number: one.number })
}

/** What stands under the sentence: which number was probably meant, or the keeper's own words. */
export function caseAdds(one: OwnCase): string {
  if (one.state === 'open') return one.near.length ? t('meant', { near: one.near.join(t('sign')) }) : ''
  return one.note && t('note', { text: one.note })
}

/** The odd numbers that were recorded on this vehicle in this visit. */
export const casesOf = (visit: Visit, item: Item, van: Van | null | undefined): OwnCase[] =>
  (van?.cases ?? []).filter((one) => one.visit_id === visit.id && one.vehicle_id === item.vehicle_id)
