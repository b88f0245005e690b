// Whoever is signed in no more is told so until they are again: what is written stays here, and the door opens beside it.
import { movesOn } from '../lib/htmx';
import { strip } from '../lib/strip';
import { word } from '../lib/words';

let out = false;

function heard(status: number): void {
  if (status >= 500 || out === (status === 401)) return;
  out = status === 401;
  if (!out) return strip('signed-out');
  const door = { className: 'link', href: '/login', target: '_blank', textContent: word('signIn') };
  strip('signed-out', word('signedOut'), Object.assign(document.createElement('a'), door));
}

export function start(): void {
  document.addEventListener('answered', (event) => heard((event as CustomEvent<number>).detail));
  document.addEventListener('htmx:before:response', (event) => {
    const { ctx } = event.detail;
    heard(ctx.response!.status);
    if (ctx.response!.status !== 401) return;
    // Nothing on the page changes; only who goes to another one is led to the door.
    event.preventDefault();
    if (movesOn(ctx)) location.assign(ctx.response!.raw.url);
  });
}
