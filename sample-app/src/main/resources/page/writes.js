// SPDX-License-Identifier: Apache-2.0
// The write monitor: sums, and one bar a second.
import { byId, count, say, shape } from './dom.js';

const SECONDS = 180;
const WIDTH = 360;
const HEIGHT = 90;
/** The seconds that came in: all of them at first, one at a time after that. */
const known = new Map();

export function showWrites(writes) {
  say('writes-acknowledged', count(writes.acknowledged));
  say('writes-failed', count(writes.failed));
  say('writes-lost', count(writes.lost));
  byId('writes-lost').classList.toggle('bad', writes.lost > 0);
  say('writes-gap', `${count(writes.longestGap)} ms`);
  writes.seconds.forEach(second => known.set(second.at, second));
  draw([...known.values()].sort((one, other) => one.at - other.at).slice(-SECONDS));
  [...known.keys()].filter(at => at < Math.max(...known.keys()) - 2 * SECONDS).forEach(at => known.delete(at));
  const condition = writes.waitReplicas ? `${writes.waitReplicas} replica has it (WAIT ${writes.waitReplicas})` : 'the master has it';
  say('graph-caption', `Writes per second over the last three minutes. Acknowledged means that ${condition}; ${count(writes.verified)} were checked later.`);
  say('writes-now', writes.gap > 0 ? `Some slot takes no write since ${count(writes.gap)} ms: ${writes.reason}.` : '');
}

function draw(seconds) {
  const top = Math.max(10, ...seconds.map(second => second.acknowledged + second.failed));
  const step = WIDTH / SECONDS;
  const start = WIDTH - seconds.length * step;
  const bars = (name, from, to) => shape('path', {
    class: name,
    d: seconds.map((second, index) => {
      const low = HEIGHT - HEIGHT * from(second) / top;
      const high = HEIGHT - HEIGHT * to(second) / top;
      const x = (start + index * step).toFixed(1);
      return to(second) > from(second) ? `M${x} ${low.toFixed(1)}V${high.toFixed(1)}h${(step * .9).toFixed(2)}V${low.toFixed(1)}z` : '';
    }).join(''),
  });
  byId('graph').replaceChildren(
    bars('acknowledged', () => 0, second => second.acknowledged),
    bars('failed', second => second.acknowledged, second => second.acknowledged + second.failed));
}
