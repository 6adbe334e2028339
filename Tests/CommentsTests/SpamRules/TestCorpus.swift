/// A few comments of a help centre, and a few of the kind that nobody wants, written for these tests.
enum TestCorpus {
  static let wanted = [
    "Restarting the phone helped, now the code arrives at once.",
    "The button is called \"Next\" in my version, not \"Continue\".",
    "Does this also work with Firefox on a Mac?",
    "I had to remove the old account in the app first, then the QR code was accepted.",
    "Step 4 is missing a screenshot, it took me a while to find the menu.",
    "Thank you, this saved me a call to the helpdesk.",
    "The link to the setup page asks me to sign in again and again. I use Edge on Windows 11.",
    "My new phone shows another code than the old one, is that normal?",
    "In the private window it works, in the normal one it still shows the account of my colleague.",
    "Please add what to do when the phone is lost.",
    "The clock of my phone was wrong by three minutes, after setting it to automatic the codes worked.",
    "On Android the setting is under Google, Security, Screen lock.",
    "It says that my organisation needs more information. Which method should I choose?",
    "The page for the password reset was down this morning, now it is back.",
    "For the VPN you need the second code, not the first one.",
    "Could you explain where to find the serial number of the token?",
    "The German keyboard has this sign on another key, Shift and 7.",
    "I can confirm that this works with Safari 17 as well.",
    "After the update the app wants a number that the screen shows, this page does not mention it yet.",
    "The mail with the letter never arrived, who can send it again?",
  ]

  static let unwanted = [
    "Best online casino bonus, win real money today! Visit https://casino.example/bonus",
    "Cheap replica watches, free shipping worldwide, order now: https://watches.example",
    "I earned 5000 dollars last week working from home, click here https://money.example/join",
    "Buy followers and likes, best price, instant delivery. https://likes.example",
    "Great post! Visit my website for the best SEO services and rank first: https://seo.example",
    "Get a personal loan within minutes, no credit check, low interest, apply now https://loan.example",
    "Hot singles near you want to chat, free registration https://dating.example",
    "Invest in bitcoin today, guaranteed profit, our expert trader helps you: https://crypto.example",
    "Win an iPhone, free, click here and register now https://win.example",
    "Lose weight fast with this one weird pill, buy now with discount https://pills.example",
    "Nice article, very informative! Check out my blog about online casino games https://casino.example/blog",
    "A spell caster brought back my husband, contact him for love, money and lottery https://spell.example",
    "Cheap pills without prescription, best price, discreet shipping https://pills.example/shop",
    "Expert hacker recovers your lost bitcoin, guaranteed, contact now https://crypto.example/recover",
    "Make money online, free training, join now and earn real dollars https://money.example",
  ]

  static let laterWanted = [
    "The QR code was accepted after I removed the old account.",
    "Where is the menu in the version for Windows? The screenshot shows another button.",
    "My phone shows the code, but the page says it is wrong. The clock is automatic.",
    "Works in Firefox, but not in the private window.",
  ]

  static let laterUnwanted = [
    "Free bonus! Best casino games, win money now https://casino2.example",
    "Buy cheap pills online, best price and free shipping https://shop.example",
    "Guaranteed profit with bitcoin, join now and earn dollars https://trader.example",
    "Great post! Visit my website for cheap followers https://followers.example",
  ]
}
