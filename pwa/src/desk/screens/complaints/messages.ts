import { defineMessages } from '@shared/i18n/messages'

export const t = defineMessages({ title: '投诉' }, { title: 'Complaints' })
