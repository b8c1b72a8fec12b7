// SPDX-License-Identifier: Apache-2.0
// Connects to /events and hands each topic to the part of the page that shows it.
import { byId, element, say } from './dom.js';
import { enableKeys } from './keys.js';
import { showCounter, showLeader } from './leader.js';
import { showPeers, showPods } from './pods.js';
import { showRing } from './ring.js';
import { addToTimeline, startTimeline } from './timeline.js';
import { showWrites } from './writes.js';

/** A server that turns a reader away ends an EventSource for good; then this long until the next one. */
const RETRY_MILLIS = 2000;

const known = {};
let fresh = true;

const topics = {
  cluster: cluster => {
    showRing(cluster);
    showPods(cluster);
  },
  leader: showLeader,
  counter: showCounter,
  writes: showWrites,
  peers: () => {},
  timeline: entries => {
    if (fresh) {
      startTimeline(entries);
      fresh = false;
    } else {
      addToTimeline(entries);
    }
  },
};

function connect() {
  const events = new EventSource('/events');
  events.addEventListener('open', () => {
    fresh = true;
    connection('live', 'live');
  });
  events.addEventListener('error', () => {
    connection('lost', 'no connection, trying again');
    if (events.readyState === EventSource.CLOSED) {
      setTimeout(connect, RETRY_MILLIS);
    }
  });
  for (const [topic, show] of Object.entries(topics)) {
    events.addEventListener(topic, event => {
      known[topic] = JSON.parse(event.data);
      show(known[topic]);
      showWhatConcernsSeveral();
    });
  }
}

function connection(state, text) {
  byId('connection').dataset.state = state;
  say('connection', text);
}

function showWhatConcernsSeveral() {
  const { cluster, leader, peers } = known;
  if (leader && peers) {
    showPeers(peers, leader.state.leader);
    say('whoami', `${leader.self ?? 'a pod that does not know its name'} of ${peers.service.replace(/\.$/, '')}`);
  }
  const problems = [];
  if (cluster && cluster.state !== 'OK') {
    problems.push(`Redis: ${cluster.sentence}.`);
  }
  if (peers && (peers.source === 'STALE' || peers.peers.length === 0)) {
    problems.push(`DNS: no usable answer about ${peers.service}; what is shown is what was known last.`);
  }
  if (leader && leader.state.state === 'unavailable') {
    problems.push(`Identity: ${leader.state.reason}.`);
  }
  const list = byId('problems').firstElementChild;
  if (list.textContent !== problems.join('')) {
    list.replaceChildren(...problems.map(text => element('li', {}, text)));
  }
  byId('problems').hidden = problems.length === 0;
}

enableKeys();
connect();
