// What htmx has in hand bears its mark, which a page from the server has not. With it there, too, what stayed the same is seen to be
// the same when a page is drawn again, and is not gone through element by element. htmx goes by other signs itself: a mark too
// many does nothing.

const inHand = 'a[href]:not([href^="#"], [download], [hx-boost="false"]), form:not([method="dialog"], [hx-boost="false"]), [hx-get], [hx-post]';

document.addEventListener('htmx:before:swap', (event) => {
  for (const { fragment } of event.detail.tasks as { fragment: DocumentFragment }[]) {
    fragment.querySelectorAll(inHand).forEach((element) => element.setAttribute('data-htmx-powered', 'true'));
  }
});
