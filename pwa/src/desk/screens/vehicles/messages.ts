import { defineMessages } from '@shared/i18n/messages'

export const t = defineMessages({ title: '车辆' }, { title: 'Vehicles' })
