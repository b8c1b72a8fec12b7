// SPDX-License-Identifier: Apache-2.0
// Reads, writes and removes a key.
import { byId, say } from './dom.js';

export function enableKeys() {
  byId('keys').addEventListener('submit', event => {
    event.preventDefault();
    send(event.submitter?.value ?? 'GET', byId('key').value, byId('value').value);
  });
}

async function send(method, key, value) {
  const body = method === 'PUT' ? { body: value, headers: { 'Content-Type': 'text/plain' } } : {};
  try {
    const response = await fetch(`/kv/${encodeURIComponent(key)}`, { method, ...body });
    const answer = await response.json();
    say('keys-answer', response.ok ? done(method, answer) : `${response.status}: ${answer.reason ?? answer.message}`);
  } catch {
    say('keys-answer', 'The application does not answer.');
  }
}

function done(method, { key, value, slot }) {
  const where = `slot ${slot}`;
  return { GET: `${key} is "${value}" (${where})`, PUT: `${key} was written (${where})`, DELETE: `${key} was removed (${where})` }[method];
}
