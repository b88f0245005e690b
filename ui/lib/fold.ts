// A text as it is compared: wide and narrow letters, large and small ones are the same.

export function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/** Nor does it matter in which kana it is written: スパム is found by す. */
export function sound(text: string): string {
  return fold(text).replace(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));
}

/** The same without its spaces: 木村拓 is 木村 拓. */
export function compact(text: string): string {
  return fold(text).replace(/\s+/g, '');
}
