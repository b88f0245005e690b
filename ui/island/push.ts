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

async function subscribe(form: HTMLFormElement): Promise<void> {
  if ((await Notification.requestPermission()) !== 'granted') throw new Error('denied');
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

function onSubmit(event: Event): void {
  const form = event.target as HTMLFormElement;
  if (form.matches('[data-push-end]')) return void navigator.serviceWorker?.ready.then(({ pushManager }) => pushManager.getSubscription()).then((one) => one?.unsubscribe());
  if (!form.dataset.push || form.dataset.ready) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const no = form.querySelector<HTMLElement>('[data-push-no]');
  const able = 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;
  void (able ? subscribe(form) : Promise.reject(new Error('unable'))).catch(() => no?.removeAttribute('hidden'));
}

export function start(): void {
  document.addEventListener('submit', onSubmit, true);
}
