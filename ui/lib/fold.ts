// A text as it is compared: wide and narrow letters, large and small ones are the same.

export function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}
