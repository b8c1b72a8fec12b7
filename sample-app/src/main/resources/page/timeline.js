// SPDX-License-Identifier: Apache-2.0
// The time line, newest first. New entries are also read out; those of the past are not.
import { byId, clock, element, say } from './dom.js';

const MOST = 200;

/** Replaces everything, as after a new connection. */
export function startTimeline(entries) {
  byId('timeline').replaceChildren(...entries.map(item).reverse());
}

export function addToTimeline(entries) {
  const list = byId('timeline');
  for (const entry of entries) {
    list.prepend(item(entry));
    say('spoken', entry.text);
  }
  while (list.childElementCount > MOST) {
    list.lastElementChild.remove();
  }
}

function item(entry) {
  return element('li', {},
    element('time', { datetime: new Date(entry.at).toISOString() }, clock(entry.at)),
    element('span', { class: 'kind' }, entry.kind.toLowerCase()),
    element('span', { class: 'text' }, entry.text));
}
