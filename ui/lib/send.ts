// Requests that islands make themselves carry the same proof of origin as forms.

/** Fetches from our own server; `X-CSRF-Token` comes from `<meta name="csrf">`. */
export function send(method: string, url: string, body?: BodyInit, headers: Record<string, string> = {}): Promise<Response> {
  const csrf = document.querySelector<HTMLMetaElement>('meta[name="csrf"]')?.content;
  return fetch(url, { method, body, credentials: 'same-origin', headers: { ...headers, ...(csrf ? { 'X-CSRF-Token': csrf } : {}) } });
}
