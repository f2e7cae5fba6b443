import { defineMessages } from '@shared/i18n/messages'

export const t = defineMessages(
  {
    opening: '正在开摄像头', aim: '对准条码或二维码，自动认', torchOn: '开灯', torchOff: '关灯', again: '再开一次', picture: '摄像头画面',
    refused: '摄像头没给权限。到浏览器的网站设置里允许摄像头，再开一次。号码照样能手输。',
    none: '这台手机没有能用的摄像头，手输或从车上挑。', busy: '摄像头正被别的应用占着。关掉它再开一次，或者先手输。',
    unsafe: '这个网址不是 https，浏览器不给摄像头。先手输，并告诉办公室。', reader: '认码的程序没打开。有信号时重开一次派工，现在先手输。',
  },
  {
    opening: 'Opening the camera', aim: 'Point at a barcode or QR code', torchOn: 'Light on', torchOff: 'Light off', again: 'Open again', picture: 'Camera picture',
    refused: 'The camera is not allowed. Allow it in the browser’s site settings and open it again. Typing works as always.',
    none: 'This phone has no camera to use. Type it or pick it from the van.', busy: 'Another app is using the camera. Close it and open again, or type for now.',
    unsafe: 'This address is not https, so the browser gives no camera. Type for now and tell the office.', reader: 'The code reader did not start. Reopen Paigong once with signal; type for now.',
  },
)
