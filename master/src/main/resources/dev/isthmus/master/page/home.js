// The cluster at a glance.

import { el, Figures, text } from './dom.js';
import { badge, count, cpus, size, span, sum, word } from './format.js';
import { frameworkTable } from './frameworks.js';

const RESOURCES = [['cpus', 'CPUs', cpus], ['mem', 'Memory', size], ['disk', 'Disk', size], ['gpus', 'GPUs', count]];

/** What of something is used and offered, as a bar; the figures stand beside it. */
export class Bar {
  constructor() {
    this.used = el('span', { class: 'used' });
    this.offered = el('span', { class: 'offered' });
    this.node = el('span', { class: 'bar', 'aria-hidden': 'true' }, this.used, this.offered);
  }

  show(used, offered, total) {
    this.used.style.inlineSize = `${total > 0 ? (used / total) * 100 : 0}%`;
    this.offered.style.inlineSize = `${total > 0 ? (offered / total) * 100 : 0}%`;
  }
}

class Resources {
  constructor() {
    this.body = el('tbody');
    this.rows = new Map();
    const head = ['', 'Used', 'Offered', 'Idle', 'Total'].map((name, i) => el('th', { scope: 'col', class: i ? 'number' : null }, name || el('span', { class: 'hidden' }, 'Resource')));
    head.splice(1, 0, el('td', {}));
    this.node = el('div', { class: 'table scroll', role: 'region', 'aria-label': 'Resources', tabindex: '0' }, el('table', { class: 'resources' }, el('caption', { class: 'hidden' }, 'Resources'), el('thead', {}, el('tr', {}, head)), this.body));
  }

  show(figures) {
    for (const [name, label, write] of RESOURCES) {
      const total = figures.total[name];
      if (total === 0 && name !== 'cpus' && name !== 'mem') {
        continue;
      }
      let row = this.rows.get(name);
      if (!row) {
        row = { bar: new Bar(), cells: [1, 2, 3, 4].map(() => el('td', { class: 'number' })) };
        this.body.append(el('tr', {}, el('th', { scope: 'row' }, label), el('td', { class: 'wide' }, row.bar.node), row.cells));
        this.rows.set(name, row);
      }
      const used = figures.used[name];
      const offered = figures.offered[name];
      row.bar.show(used, offered, total);
      [used, offered, Math.max(0, total - used - offered), total].forEach((value, i) => text(row.cells[i], write(value)));
    }
  }
}

/** How many tasks are in each state, each a link to those. */
class States {
  constructor() {
    this.node = el('ul', { class: 'states' });
    this.items = new Map();
    this.none = el('li', { class: 'empty' }, 'No tasks yet.');
  }

  show(states) {
    const names = Object.keys(states);
    this.none.remove();
    if (names.length === 0) {
      this.node.append(this.none);
    }
    for (const name of names) {
      let item = this.items.get(name);
      if (!item) {
        item = el('span', { class: 'count' });
        this.node.append(el('li', {}, el('a', { href: `#/tasks?state=${word(name).replaceAll(' ', '_')}` }, item, ' ', badge(name))));
        this.items.set(name, item);
      }
      text(item, count(states[name]));
    }
    for (const [name, item] of this.items) {
      if (!names.includes(name)) {
        item.closest('li').remove();
        this.items.delete(name);
      }
    }
  }
}

function states(figures) {
  const all = {};
  for (const framework of [...figures.frameworks, ...figures.completed]) {
    for (const part of [framework.tasks, framework.completed]) {
      for (const [state, many] of Object.entries(part)) {
        all[state] = (all[state] ?? 0) + many;
      }
    }
  }
  return all;
}

export function home() {
  const facts = new Figures('The master');
  const resources = new Resources();
  const tasks = new States();
  const table = frameworkTable('Frameworks', 'No framework is registered.');
  const heading = el('h1', {}, 'Cluster');
  const node = el('div', {}, heading, facts.node,
    el('section', {}, el('h2', {}, 'Resources'), resources.node),
    el('section', {}, el('h2', {}, 'Tasks'), tasks.node),
    el('section', {}, el('h2', {}, 'Frameworks'), table.node));
  return {
    title: () => 'Home',
    node,
    path: () => 'overview',
    show(figures) {
      text(heading, figures.cluster);
      const { ready, draining, disconnected, unreachable } = figures.agents;
      facts.set('Agents', [`${count(ready)} ready`, draining && `${count(draining)} draining`, disconnected && `${count(disconnected)} disconnected`, unreachable && `${count(unreachable)} lost`].filter(Boolean).join(', '));
      facts.set('Live tasks', count(figures.frameworks.reduce((all, each) => all + sum(each.tasks), 0)));
      facts.set('Offers out', count(figures.frameworks.reduce((all, each) => all + each.offers, 0)));
      facts.set('Leader', figures.leader);
      facts.set('Speaks Mesos', figures.version);
      facts.set('Up for', span(figures.now - figures.started));
      resources.show(figures);
      tasks.show(states(figures));
      table.show(figures.frameworks);
    },
  };
}
