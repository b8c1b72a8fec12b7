// SPDX-License-Identifier: Apache-2.0
// The table of the Redis pods and that of the application's own peers.
import { byId, count, element, say, shade } from './dom.js';

export function showPods(cluster) {
  byId('pods').replaceChildren(...cluster.pods.map(row));
}

function row(pod) {
  const cells = [
    element('th', { scope: 'row' },
      element('span', { class: `dot ${shade(pod.of ?? pod.name)}${pod.role === 'MASTER' ? '' : ' hollow'}` }), ' ' + pod.name),
    element('td', {}, role(pod)),
    element('td', {}, pod.address),
  ];
  if (pod.role === 'SILENT') {
    cells.push(element('td', { class: 'why', colspan: '5' }, pod.problem ?? 'does not answer'));
  } else {
    cells.push(
      element('td', {}, [pod.worker, pod.zone].filter(Boolean).join(' / ') || '–'),
      number(pod.role === 'MASTER' ? count(pod.slots) : '–'),
      number(lag(pod)),
      number(count(pod.keys)),
      number(pod.epoch));
  }
  return element('tr', { 'data-pod': pod.name, 'data-role': pod.role }, ...cells);
}

const number = text => element('td', { class: 'number' }, String(text));

function role(pod) {
  return { MASTER: 'master', REPLICA: `replica of ${pod.of ?? 'nobody'}`, SILENT: 'silent' }[pod.role];
}

function lag(pod) {
  if (pod.role !== 'REPLICA') {
    return '–';
  }
  if (!pod.linkUp) {
    return 'link down';
  }
  return pod.lag === null ? '?' : pod.lag === 0 ? 'none' : `${count(pod.lag)} B`;
}

export function showPeers(peers, leader) {
  byId('peers').replaceChildren(...peers.peers.map(peer => element('tr', {},
    element('th', { scope: 'row' }, peer.name),
    element('td', {}, peer.addresses.map(address => peer.port ? `${address}:${peer.port}` : address).join(', ') || 'no address'),
    element('td', {}, peer.name === leader ? 'leads' : ''))));
  const missing = peers.missingOrdinals.length ? `; missing ordinals ${peers.missingOrdinals.join(', ')}` : '';
  say('peers-note', `${peers.peers.length} of ${peers.expectedPeers} listed, ${peers.completeness.toLowerCase()}${missing}.`);
}
