// SPDX-License-Identifier: Apache-2.0
// The leader's card: who, why, and the counter that only a leader advances.
import { byId, count, element, say } from './dom.js';

export function showLeader(leader) {
  const { state } = leader;
  say('leader-name', state.leader ?? 'nobody');
  say('leader-state', state.state === 'leader' ? 'this pod leads' : `this pod: ${state.state}`);
  byId('leader-state').dataset.state = state.state;
  say('leader-reason', state.reason + '.');
}

export function showCounter(counter) {
  say('counter-value', count(counter.value));
  say('counter-epoch', counter.epoch === '0' ? 'none' : counter.epoch);
  say('counter-refused', count(counter.refused));
  say('counter-clashes', count(counter.clashes));
  byId('counter-clashes').classList.toggle('bad', counter.clashes > 0);
  say('counter-problem', counter.problem);
  byId('terms').replaceChildren(...counter.terms.slice(0, 5).map(term => element('li', {},
    element('span', {}, term.owner),
    element('span', { class: 'sub' }, `from ${count(term.from)}`))));
}
