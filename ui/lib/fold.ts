// A text as it is compared: wide and narrow letters, large and small ones are the same.

export function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/** The same without its spaces: 木村拓 is 木村 拓. */
export function compact(text: string): string {
  return fold(text).replace(/\s+/g, '');
}
