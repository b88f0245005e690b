// Light, dark or as the system; compact or comfortable; the whole timeline or only the talk. Kept in cookies, so that the server draws the page right the first time.

function keep(name: string, value: string): void {
  const root = document.documentElement;
  if (value) root.setAttribute(`data-${name}`, value);
  else root.removeAttribute(`data-${name}`);
  const age = value ? 31_536_000 : 0;
  document.cookie = `${name}=${value}; path=/; max-age=${age}; samesite=lax`;
}

function onClick(event: Event): void {
  const choice = (event.target as Element).closest?.<HTMLElement>('[data-set-theme], [data-set-density]');
  if (!choice) return;
  if (choice.dataset.setTheme !== undefined) keep('theme', choice.dataset.setTheme);
  if (choice.dataset.setDensity !== undefined) keep('density', choice.dataset.setDensity);
}

function onChange(event: Event): void {
  const box = event.target as HTMLInputElement;
  if (box.id === 'only-talk') keep('talk', box.checked ? 'only' : '');
}

export function start(): void {
  document.addEventListener('change', onChange);
  document.addEventListener('click', onClick);
}
