// The few islands of a requester's pages. They are forms and links: nothing in them is drawn again, and htmx is not needed.
import './lib/once';
import * as blanks from './island/blanks';
import * as composer from './island/composer';
import * as offers from './island/offers';

for (const island of [blanks, offers, composer]) island.start();
