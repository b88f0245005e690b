// The few islands of a requester's pages.
import './lib/htmx';
import * as blanks from './island/blanks';
import * as composer from './island/composer';
import * as dialog from './island/dialog';
import * as frame from './island/frame';
import * as menu from './island/menu';
import * as theme from './island/theme';
import * as time from './island/time';
import * as toast from './island/toast';

for (const island of [blanks, toast, theme, time, menu, dialog, composer, frame]) island.start();
