// Requests that islands make themselves carry the same proof of origin as forms.

/** Fetches from our own server; `X-CSRF-Token` comes from `<meta name="csrf">`. */
export async function send(method: string, url: string, body?: BodyInit, headers: Record<string, string> = {}, signal?: AbortSignal): Promise<Response> {
  const answer = await fetch(url, { method, body, signal, credentials: 'same-origin', headers: { ...headers, ...proof() } });
  answered(answer.status);
  return answer;
}

/** A fragment of a page; undefined: it did not come, or another page came in its place. */
export async function fragment(url: string, signal?: AbortSignal): Promise<string | undefined> {
  const answer = await fetch(url, { signal, headers: { 'HX-Request': 'true' } }).catch(() => undefined);
  return answer?.ok && !answer.redirected ? answer.text().catch(() => undefined) : undefined;
}

/** Told to whoever asks whether one is still signed in. */
export function answered(status: number): void {
  document.dispatchEvent(new CustomEvent('answered', { detail: status }));
}

/** Posts a file and tells how much of it has gone, from 0 to 1. Rejected when it did not get there, or was stopped. */
export function upload(url: string, body: FormData, gone: (part: number) => void, stop: AbortSignal): Promise<{ status: number; text: string }> {
  return new Promise((done, lost) => {
    const request = new XMLHttpRequest();
    request.open('POST', url);
    for (const [name, value] of Object.entries(proof())) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => { if (event.lengthComputable) gone(event.loaded / event.total); };
    request.onload = () => {
      answered(request.status);
      done({ status: request.status, text: request.responseText });
    };
    request.onerror = request.onabort = lost;
    stop.addEventListener('abort', () => request.abort());
    request.send(body);
  });
}

function proof(): Record<string, string> {
  const csrf = document.querySelector<HTMLMetaElement>('meta[name="csrf"]')?.content;
  return csrf ? { 'X-CSRF-Token': csrf } : {};
}
