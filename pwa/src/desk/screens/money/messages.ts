import { defineMessages } from '@shared/i18n/messages'

export const t = defineMessages({ title: '收款' }, { title: 'Money' })
