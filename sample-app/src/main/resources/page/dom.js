// SPDX-License-Identifier: Apache-2.0
// What several parts of the page need. Text goes in as text, never as HTML.

export const byId = id => document.getElementById(id);

/** An HTML element with text or children. */
export function element(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

/** An SVG element. */
export function shape(name, attributes = {}, ...children) {
  return fill(document.createElementNS('http://www.w3.org/2000/svg', name), attributes, children);
}

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

/** Sets text only where it differs, so that nothing is read out again. */
export function say(id, text) {
  const node = byId(id);
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

export const count = number => new Intl.NumberFormat('en').format(number);

export const clock = millis => new Date(millis).toLocaleTimeString('en-GB');

/** The colour of a pod: always the same, so that slots that change their owner change their colour. */
export function shade(name) {
  const ordinal = /-(\d+)$/.exec(name);
  return 'shade-' + (ordinal ? Number(ordinal[1]) % 10 : 7);
}
