import { sayTime } from '@shared/format/time'
import type { components } from '@shared/api/schema.gen'
import { t } from './messages'

export type Channel = components['schemas']['ChannelOut']
export type ChannelIn = components['schemas']['ChannelIn']
export type About = Channel['about'][number]
/** What the form holds; `who` is a technician's id, `centre:<id>`, or "" for the whole company. */
export interface Draft { name: string; address: string; secret: string; who: string; about: About[]; lang: 'zh' | 'en' }

export const kindWord = (kind: Channel['kind']): string => t(kind)
export const aboutWord = (about: About): string => t(about)
const CENTRE = 'centre:'
export const centreKey = (id: string): string => `${CENTRE}${id}`

/** A person is told of what concerns him; alarms are a group's. */
export const abouts = (who: string): About[] => (who && !who.startsWith(CENTRE) ? ['visits', 'cases'] : ['visits', 'cases', 'alarms'])
export function draftOf(channel?: Channel, home = ''): Draft {
  if (!channel) return { name: '', address: '', secret: '', who: home && centreKey(home), about: ['visits', 'cases'], lang: 'zh' }
  return { name: channel.name, address: '', secret: '', who: channel.technician_id ?? (channel.centre_id ? centreKey(channel.centre_id) : ''), about: [...channel.about], lang: channel.lang }
}
/** Whether a robot can ask for signed messages, so that its key is asked for: by the address typed, else by what it is. */
export const signs = (address: string, kind?: Channel['kind']): boolean =>
  address.trim() ? /dingtalk|feishu|lark/i.test(address) : kind !== undefined && ['dingtalk', 'feishu', 'lark'].includes(kind)
export function onWire({ who, about, secret, ...rest }: Draft, kind?: Channel['kind']): ChannelIn {
  const centre = who.startsWith(CENTRE) ? who.slice(CENTRE.length) : null
  return { ...rest, secret: signs(rest.address, kind) ? secret.trim() : '', about: about.filter((one) => abouts(who).includes(one)), centre_id: centre, technician_id: who && !centre ? who : null }
}

/** How the last message went. */
export function wentWord({ sent_at, failed_at, last_error }: Channel, now: number): { bad: boolean; says: string } {
  if (last_error !== null && failed_at) return { bad: true, says: `${t('failedAt', { time: sayTime(failed_at, now, true) })}${t('colon')}${said(last_error)}` }
  return { bad: false, says: sent_at ? t('sentAt', { time: sayTime(sent_at, now, true) }) : t('neverSent') }
}
/** The other's own words, or ours where nobody answered. */
export const said = (answer: string): string => answer || t('noAnswer')
