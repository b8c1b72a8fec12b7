// SPDX-License-Identifier: Apache-2.0
// The ring of hash slots and the list of their owners.
import { byId, count, element, say, shade, shape } from './dom.js';

const SLOTS = 16384;
const CENTRE = 110;
const RADIUS = 90;
/** Between two neighbours of different colour, in slots. */
const SEAM = 60;

export function showRing(cluster) {
  const arcs = cluster.shards.flatMap(shard => shard.slots.map(range => arc(shard, range)));
  byId('ring').replaceChildren(
    shape('circle', { class: 'track', cx: CENTRE, cy: CENTRE, r: RADIUS }),
    ...arcs,
    shape('text', { class: 'middle', x: CENTRE, y: CENTRE + 2 }, count(cluster.slotsServed)),
    shape('text', { class: 'under', x: CENTRE, y: CENTRE + 20 }, 'of 16,384 slots served'));
  byId('shards').replaceChildren(...cluster.shards.map(owner));
  say('ring-summary', sentence(cluster.sentence));
}

const sentence = text => text.charAt(0).toUpperCase() + text.slice(1) + '.';

function arc(shard, [first, last]) {
  const [x1, y1] = at(first + SEAM / 2);
  const [x2, y2] = at(Math.max(first + SEAM / 2 + 1, last + 1 - SEAM / 2));
  const large = last + 1 - first > SLOTS / 2 ? 1 : 0;
  return shape('path', {
    class: `arc ${shade(shard.owner)}${shard.serving ? '' : ' down'}`,
    'data-owner': shard.owner,
    d: `M ${x1} ${y1} A ${RADIUS} ${RADIUS} 0 ${large} 1 ${x2} ${y2}`,
  });
}

function at(slot) {
  const angle = 2 * Math.PI * slot / SLOTS - Math.PI / 2;
  return [CENTRE + RADIUS * Math.cos(angle), CENTRE + RADIUS * Math.sin(angle)].map(number => number.toFixed(2));
}

function owner(shard) {
  const ranges = shard.slots.map(([first, last]) => first === last ? first : `${first}–${last}`);
  const replicas = shard.replicas.length ? `replica ${shard.replicas.join(', ')}` : 'no replica';
  return element('li', {},
    element('span', { class: `dot ${shade(shard.owner)}${shard.serving ? '' : ' hollow'}` }),
    element('strong', {}, shard.serving ? shard.owner : `${shard.owner}: down`),
    element('span', { class: 'sub' }, `slots ${ranges.slice(0, 4).join(', ')}${ranges.length > 4 ? ' …' : ''}`),
    element('span', { class: 'sub' }, replicas));
}
