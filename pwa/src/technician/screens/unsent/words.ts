import { sayMoney } from '@shared/format/money'
import type { IconName } from '@shared/ui/icons'
import type { About, Act, Item, Kind, Payloads } from '../../offline/shapes'
import { actWord, bilingual } from '../../words'
import { t } from './messages'

interface Look { icon: IconName; say: (about: About, payload: never, item?: Item) => string }

const plain = (icon: IconName, key: 'accept' | 'decline' | 'contacted' | 'checklist' | 'setOff' | 'arrive' | 'start' | 'fail' | 'suspendAll' | 'suspend' | 'sign' | 'complete' | 'fees' | 'cardAsk' | 'cardDone' | 'cardWord' | 'officeWord' | 'extraCar' | 'extraWork' | 'extraAnswer'): Look => ({ icon, say: () => t(key) })
const record: Look = {
  icon: 'terminal',
  say: (_about, payload: Partial<Payloads['item.record']>, item) => {
    const act = payload.fields?.act ?? (item?.act as Act | null | undefined)
    return act ? t('recordOf', { act: actWord(act) }) : t('record')
  },
}

/** "装后照片"; a name that already says that it is a picture ("车牌近照", "平台上线截图") stays as it is. */
const photoWord = ({ codeZh, codeEn }: About): string => {
  if (!codeZh) return t('photo')
  const name = bilingual(codeZh, codeEn ?? codeZh)
  return /(照|照片|截图|画面|photo|picture)$/i.test(name) ? name : t('photoOf', { name })
}

const looks: Record<Kind, Look> = {
  'visit.accept': plain('check', 'accept'),
  'visit.decline': plain('x', 'decline'),
  'visit.contacted': plain('phone', 'contacted'),
  'visit.checklist': plain('box', 'checklist'),
  'visit.set_off': plain('navigate', 'setOff'),
  'visit.arrive': plain('pin', 'arrive'),
  'visit.start': plain('wrench', 'start'),
  'visit.fail': plain('warning', 'fail'),
  'visit.suspend': plain('clock', 'suspendAll'),
  'item.record': record,
  'item.finish': record,
  'item.suspend': plain('clock', 'suspend'),
  'carrier.ask': plain('sim', 'cardAsk'),
  'carrier.done': plain('sim', 'cardDone'),
  'carrier.override': plain('sim', 'cardWord'),
  'photo.add': { icon: 'camera', say: photoWord },
  'visit.sign': plain('pen', 'sign'),
  'visit.word': plain('phone', 'officeWord'),
  'extra.vehicle': plain('car', 'extraCar'),
  'extra.work': plain('plus', 'extraWork'),
  'extra.answer': plain('check', 'extraAnswer'),
  'visit.complete': plain('check', 'complete'),
  'fees.confirm': plain('document', 'fees'),
  'payment.collect': { icon: 'money', say: (_about, payload: Payloads['payment.collect']) => t('collect', { money: sayMoney(payload.amount_fen) }) },
  'remittance.submit': { icon: 'money', say: (_about, payload: Payloads['remittance.submit']) => t('remit', { money: sayMoney(payload.amount_fen) }) },
}

export const iconOf = (kind: Kind): IconName => looks[kind].icon

/** What the technician did, in his own words: "换机记录", "装后照片", "收款 ¥80.00". */
export const said = (kind: Kind, about: About, payload: Payloads[Kind], item?: Item): string => looks[kind].say(about, payload as never, item)
