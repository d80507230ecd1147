// What the request budget of ECS is spent on.

import { el } from './dom.js';

export function requests() {
  return { title: () => 'Requests', node: el('div', {}, el('h1', {}, 'Requests')), path: () => 'overview', show() {} };
}
