// SPDX-License-Identifier: Apache-2.0
// Lists the operations of the OpenAPI document and lets each be tried. Streams are not: they never end.
import { byId, element } from './dom.js';

const response = await fetch('/openapi/rollcall-sample.json');
const api = await response.json();
const operations = Object.entries(api.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })));
byId('operations').replaceChildren(...operations.map(details));

function details({ path, method, operation }) {
  const answers = Object.entries(operation.responses ?? {}).map(([code, answer]) =>
    element('li', {}, `${code}: ${answer.description ?? ''}`));
  const streams = Object.keys(operation.responses?.['200']?.content ?? {}).includes('text/event-stream');
  return element('details', {},
    element('summary', {}, element('span', { class: 'method' }, method), element('code', {}, path), ' ', operation.summary ?? ''),
    element('p', { class: 'note' }, operation.description ?? ''),
    element('ul', { class: 'note' }, ...answers),
    streams ? element('p', {}, element('a', { href: path }, 'Open the stream')) : attempt(path, method, operation));
}

function attempt(path, method, operation) {
  const form = element('form', { 'aria-label': `${method} ${path}` });
  const inputs = (operation.parameters ?? []).map(parameter => field(form, path, method, parameter.name));
  const body = operation.requestBody ? field(form, path, method, 'body') : null;
  form.append(element('p', { class: 'buttons' }, element('button', { type: 'submit' }, 'Send')));
  const output = element('pre', { tabindex: '0', role: 'status', 'aria-label': `Answer to ${method} ${path}` }, 'not sent yet');
  form.addEventListener('submit', async event => {
    event.preventDefault();
    const target = inputs.reduce((url, input) => url.replace(`{${input.name}}`, encodeURIComponent(input.value)), path);
    try {
      const options = body ? { method, body: body.value, headers: { 'Content-Type': 'text/plain' } } : { method };
      const answer = await fetch(target, options);
      output.textContent = `${answer.status} ${answer.statusText}\n${pretty(await answer.text())}`;
    } catch {
      output.textContent = 'The application does not answer.';
    }
  });
  return element('div', {}, form, output);
}

function field(form, path, method, name) {
  const id = `${method}-${path}-${name}`.replace(/[^A-Za-z0-9]+/g, '-');
  const input = element('input', { id, name, autocomplete: 'off' });
  form.append(element('label', { for: id }, name), input);
  return input;
}

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
