// All islands of the agent's and the admin's pages.
import './lib/htmx';
import * as app from './island/app';
import * as builder from './island/builder';
import * as blanks from './island/blanks';
import * as composer from './island/composer';
import * as dialog from './island/dialog';
import * as draft from './island/draft';
import * as fetch from './island/fetch';
import * as drop from './island/drop';
import * as endless from './island/endless';
import * as flow from './island/flow';
import * as frame from './island/frame';
import * as live from './island/live';
import * as menu from './island/menu';
import * as palette from './island/palette';
import * as prefetch from './island/prefetch';
import * as push from './island/push';
import * as reading from './island/reading';
import * as rows from './island/rows';
import * as search from './island/search';
import * as seen from './island/seen';
import * as shortcuts from './island/shortcuts';
import * as sortable from './island/sortable';
import * as theme from './island/theme';
import * as time from './island/time';
import * as toast from './island/toast';

for (const island of [app, push, seen, blanks, toast, theme, time, menu, dialog, rows, shortcuts, palette, prefetch, draft, composer, frame, live, reading, search, fetch, builder, flow, sortable, drop, endless]) island.start();
