/**
 * Passwords everybody tries first, and the words they are made of: a password is known when it, or what is left of
 * it without the signs and figures around and with look-alike signs read as letters, stands here.
 */
const known = new Set(
  `
  000000 00000000 0000000000 111111 11111111 1111111111 112233 11223344 1122334455 121212 123123 123123123
  123321 1234 12345 123456 1234567 12345678 123456789 1234567890 12345678910 1234abcd 123654 123abc 123qwe
  123qweasd 123qweasdzxc 131313 1314520 147147 147258 147258369 147852 159357 159753 1a2b3c4d 1q2w3e 1q2w3e4r
  1q2w3e4r5t 1q2w3e4r5t6y 1qaz 1qaz2wsx 1qaz2wsx3edc 1qazxsw2 222222 232323 2wsx 3edc 520520 5201314 520131
  54321 555555 654321 666666 66666666 6666666666 696969 777777 7758521 789456 789456123 888888 88888888
  8888888888 963852 987654 98765432 987654321 9876543210 999999 99999999 aa123456 aaa111 aaaaaa aaaaaaaa
  aaaaaaaaaa abc abc123 abcabc abcd abcd1234 abcde abcdef abcdefg abcdefgh abcdefghij access account admin
  admin123 admin888 administrator adminadmin adminpassword adobe alexander amanda andrea andrew angel angela
  anhui anquan anthony apple arsenal asd asdasd asdf asdfasdf asdfg asdfgh asdfghj asdfghjk asdfghjkl asdfqwer
  ashley asshole austin backup badboy bailey banana bangong baseball basketball batman beijing benjamin bianban
  bianwei bianzhi bigdog blink bmw boss brandon buster butterfly caiwu cdut changchun changeit changeme
  changsha charles charlie cheese chelsea chengdu chenglong china chinese chocolate chongqing chris christian
  cisco clerk computer cookie corvette cowboy dalian daniel database dba debug default demo denglu diamond
  director dongfang dragon dubsmash eagle eagles enter er1234 external facebook falcon family ferrari finance
  firewall fish flower football forever freedom friend fuckyou fuck fujian fuwuqi games gansu gateway george
  ginger god golden golf gongan gongsi good google government guangdong guangxi guangyuan guangzhou guanli
  guanliyuan guest guizhou hacker hainan hangzhou hannah happy harbin hello helloworld hello123 henan hebei
  hockey home huawei hubei hunan hunter iloveu iloveyou info internet jackson jacob jasmine jennifer jesus
  jiangsu jiangxi jilin jinan jordan joseph joshua jsfw juanjuan justin keyboard killer kimi knight kunming
  lanzhou lenovo letmein liaoning linux liverpool lol london lovely love loveme loveyou lucky manager maggie
  manage marina marlboro martin master matrix matthew maverick mercedes merlin michael michelle microsoft mima
  mimamima mickey mobile money monkey monster morgan mustang mynoob mypassword mysql nanjing nanning nanchang
  nascar nciic network nicole ninja ningbo ningxia nothing office oracle orange pa55word pa55w0rd pass passion
  passw0rd passw passwd password password1 password123 passpass pepper phoenix pokemon police postgres
  postgresql power princess private public purple qazqaz qazwsx qazwsxedc qaz qianqian qingdao qinghai qq qqqqqq
  qqqqqqqq qq123456 qwaszx qwe qweasd qweasdzxc qweqwe qwer qwerasdf qwert qwerty qwertyu qwertyui qwertyuio
  qwertyuiop qwertyuiopasdf qwer1234 rachel rainbow ranger raspberry renshi renshiju robert root rootroot rose
  samantha samsung sandra scooter secret security server service shaanxi shadow shandong shanghai shanxi
  shaolin shenyang shenzhen shuaige shujuku sichuan silver slipknot smart soccer software solo sophie spring
  ssssss starwars startrek steelers steven student summer sunflower sunshine super superman superuser support
  suzhou sysadmin sysdba system taobao taylor tcl teacher teamo temp temporary test test123 test1234 testing
  testtest thomas thunder tianjin tianya tiffany tigger tiger tomcat toor trustno trustno1 tweety ubuntu
  unknown user username users vagrant victoria video wanglei wangwang wangjing wangyang warrior weblogic
  welcome welcome1 whatever william windows winner winter woaini woaini1314 woaini520 woaiwojia woshishui
  wohenhao wolf wuhan www wwwwww xiamen xian xiaoming xinjiang xitong xizang xxxxxx xxxxxxxx yamaha yankees
  yellow yonghu yunnan zaq12wsx zaq1zaq1 zhang zhangwei zhejiang zhengfu zhengzhou zhongguo zhonghua zhuhai
  zxc zxcv zxcvb zxcvbn zxcvbnm zxcvbnmasdf zzzzzz zzzzzzzz
  `
    .trim()
    .split(/\s+/),
)

const lookAlike: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
}

export function isKnownPassword(password: string): boolean {
  const lower = password.toLowerCase()
  // One word and its repetition are no secret: Admin#Admin#1.
  const words = new Set(lower.split(/[^\p{L}]+/u).filter((word) => word !== ''))
  const forms = [
    lower,
    unshifted(lower),
    lower.replace(/[^\p{L}0-9]/gu, ''),
    words.size === 1 ? [...words].join('') : '',
  ]
  for (const start of [core(lower), core(read(lower))]) {
    forms.push(start, core(read(start)), read(start).replace(/[^\p{L}]/gu, ''))
  }
  return forms.some((form) => known.has(form)) || isRun(lower)
}

/** Without the figures and signs before and behind. */
function core(text: string): string {
  return text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
}

/** 1qaz@WSX is 1qaz2wsx with a finger on the shift key. */
function unshifted(text: string): string {
  return text.replace(/[!@#$%^&*()]/g, (sign) => String(('!@#$%^&*()'.indexOf(sign) + 1) % 10))
}

/** Signs that stand for letters, read as letters. */
function read(text: string): string {
  return [...text].map((sign) => lookAlike[sign] ?? sign).join('')
}

/** aaaaaaaa, 1111111111A#, abcdefghij: fewer than five different characters, or one long step up or down. */
function isRun(text: string): boolean {
  if (new Set(text).size < 5) return true
  const steps = [...text].slice(1).map((sign, at) => sign.charCodeAt(0) - text.charCodeAt(at))
  return steps.filter((step) => step === 1 || step === -1).length >= text.length - 3
}
