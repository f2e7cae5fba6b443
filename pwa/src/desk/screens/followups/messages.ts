import { defineMessages } from '@shared/i18n/messages'

export const t = defineMessages({ title: '回访' }, { title: 'Follow-ups' })
