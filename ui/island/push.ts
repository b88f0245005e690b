// <form data-push="KEY">: this browser shows notifications. The form carries what its push service knows it by.

function bytes(text: string): Uint8Array<ArrayBuffer> {
  const raw = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(raw, (c) => c.charCodeAt(0));
}

function text(key: ArrayBuffer | null): string {
  return btoa(String.fromCharCode(...new Uint8Array(key ?? new ArrayBuffer(0)))).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function fields(subscription: PushSubscription): Record<string, string> {
  return { endpoint: subscription.endpoint, public_key: text(subscription.getKey('p256dh')), auth: text(subscription.getKey('auth')) };
}

function isAble(): boolean {
  return 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;
}

async function subscribe(form: HTMLFormElement): Promise<void> {
  if (!isAble() || (await Notification.requestPermission()) !== 'granted') throw new Error('no');
  // None is ready where none was taken.
  if (!(await navigator.serviceWorker.getRegistration())) throw new Error('no worker');
  const registration = await navigator.serviceWorker.ready;
  const key = bytes(form.dataset.push!);
  const options = { userVisibleOnly: true, applicationServerKey: key };
  // One that was made with another key of the house is of no use.
  const subscription = await registration.pushManager.subscribe(options).catch(async () => {
    await (await registration.pushManager.getSubscription())?.unsubscribe();
    return registration.pushManager.subscribe(options);
  });
  for (const [name, value] of Object.entries(fields(subscription))) (form.elements.namedItem(name) as HTMLInputElement).value = value;
  form.dataset.ready = 'true';
  form.requestSubmit();
}

/** Why it came to nothing, as the browser has it. */
function reason(): string {
  if (!isAble()) return 'unable';
  return Notification.permission === 'granted' ? 'failed' : 'denied';
}

function tell(form: HTMLFormElement, why?: string): void {
  form.querySelectorAll<HTMLElement>('[data-push-no]').forEach((line) => (line.hidden = line.dataset.pushNo !== why));
}

function onSubmit(event: Event): void {
  const form = event.target as HTMLFormElement;
  if (form.matches('[data-push-end]')) return void navigator.serviceWorker?.ready.then(({ pushManager }) => pushManager.getSubscription()).then((one) => one?.unsubscribe());
  if (!form.dataset.push || form.dataset.ready) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  tell(form);
  void subscribe(form).catch(() => tell(form, reason()));
}

export function start(): void {
  document.addEventListener('submit', onSubmit, true);
}
