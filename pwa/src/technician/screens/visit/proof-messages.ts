import { defineMessages } from '@shared/i18n/messages'

export const t = defineMessages(
  {
    title: '平台验证', now: '现在验证', asking: '正在问平台…', later: '平台还没回，稍后自动再验', offline: '没信号，有信号后自动验证', soon: '有信号后自动验证，不用等', none: '公司没接平台，不验证', away: '没问到平台，会自动再问',
    failed: '平台没验过', failedHint: '改好以后再记完这台。', garage: '还没看到定位。车在车库里的话，开出去后会自动验证。',
  },
  {
    title: 'Proof by the platform', now: 'Check now', asking: 'Asking the platform…', later: 'No answer yet; it is checked again by itself', offline: 'No signal; checked later by itself', soon: 'Checked by itself once there is signal', none: 'No platform is connected, nothing is checked', away: 'The platform could not be asked; it will be asked again',
    failed: 'The platform check failed', failedHint: 'Put it right, then finish this vehicle again.', garage: 'No position seen yet. In a garage it is checked by itself once the vehicle drives out.',
  },
)
