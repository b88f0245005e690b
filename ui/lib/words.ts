// Words for what only the browser says. The page brings them, in its language, as data attributes of `<meta name="words">`.

const words = document.querySelector<HTMLMetaElement>('meta[name="words"]')?.dataset ?? {};

/** A word by its name; its `{0}` is replaced. A page without the word says nothing rather than the wrong language. */
export function word(name: string, value = ''): string {
  return (words[name] ?? '').replace('{0}', value);
}
