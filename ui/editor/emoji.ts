// The signs people answer with, by the words they think of.
export const emoji: [string, string][] = [
  ['🙂', 'smile happy'], ['😀', 'grin happy'], ['😊', 'blush smile'], ['😉', 'wink'], ['😅', 'sweat relief'], ['😂', 'joy laugh'], ['🤔', 'thinking'], ['😕', 'confused'],
  ['🙁', 'sad frown'], ['😢', 'cry sad'], ['😮', 'wow surprised'], ['😎', 'cool sunglasses'], ['🤝', 'handshake deal'], ['🙏', 'please thanks pray'], ['👍', 'thumbsup yes ok'], ['👎', 'thumbsdown no'],
  ['👏', 'clap bravo'], ['🙌', 'hooray raised'], ['👋', 'wave hello bye'], ['💪', 'strong muscle'], ['👀', 'eyes look'], ['🙇', 'bow sorry'], ['✅', 'check done'], ['❌', 'cross no'],
  ['⚠️', 'warning'], ['❗', 'important exclamation'], ['❓', 'question'], ['💡', 'idea bulb'], ['🔥', 'fire hot'], ['🎉', 'party tada'], ['🎁', 'gift present'], ['⭐', 'star'],
  ['❤️', 'heart love'], ['💙', 'blueheart'], ['🚀', 'rocket launch'], ['⏰', 'clock alarm'], ['⏳', 'hourglass wait'], ['📅', 'calendar date'], ['📎', 'paperclip attach'], ['📄', 'page document'],
  ['📦', 'package parcel'], ['🚚', 'truck delivery'], ['💳', 'card payment'], ['💴', 'yen money'], ['🧾', 'receipt invoice'], ['📞', 'phone call'], ['📧', 'email mail'], ['🔑', 'key'],
  ['🔒', 'lock secure'], ['🔧', 'wrench fix'], ['🐛', 'bug'], ['🆕', 'new'], ['🔗', 'link'], ['🌸', 'blossom'], ['☕', 'coffee'], ['🍵', 'tea'],
];
