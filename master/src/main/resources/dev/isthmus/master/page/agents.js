// Agents, and one of them.

import { el, Figures, text } from './dom.js';
import { agentLink, badge, cpus, cpusInColumn, Mark, moment, part, size } from './format.js';
import { Pager, Table } from './table.js';
import { TaskList } from './tasks.js';
import { Bar } from './home.js';
import { Filter } from './filter.js';

const SIZE = 50;

const of = (used, total, write) => `${write(used)} of ${write(total)}`;

/** What of one resource is used and offered, as a bar and in words. */
class Use {
  constructor(write) {
    this.write = write;
    this.bar = new Bar();
    this.words = el('span');
    this.node = el('span', { class: 'use' }, this.bar.node, this.words);
  }

  show(used, offered, total) {
    this.bar.show(used, offered, total);
    text(this.words, `${of(used, total, this.write)}, ${this.write(offered)} offered`);
  }
}

export function agents(query) {
  const filter = new Filter('#/agents', query);
  const table = new Table('Agents', [
    { head: 'Host', order: 'host', cell: (row) => ({ key: row.host, node: () => el('a', { href: agentLink(row.id) }, row.host || row.id) }) },
    { head: 'State', order: 'state', cell: (row) => ({ key: row.state, node: () => badge(row.state) }) },
    { head: 'Address', cell: (row) => row.ip },
    { head: 'CPUs used', order: 'cpus', number: true, cell: (row) => of(row.used.cpus, row.total.cpus, cpus) },
    { head: 'Memory used', number: true, cell: (row) => of(row.used.mem, row.total.mem, size) },
    { head: 'CPUs offered', number: true, cell: (row) => cpusInColumn(row.offered.cpus) },
    { head: 'Registered', order: 'registered', cell: (row) => moment(row.registered) },
  ], (row) => row.id, { empty: 'No agent fits.', sort: (order) => filter.go({ order, offset: null }) });
  const look = (next) => {
    filter.now(next);
    table.order(filter.get('order', 'host'));
  };
  look(query);
  const pager = new Pager('Pages of agents', SIZE, (offset) => filter.go({ offset }));
  return {
    title: () => 'Agents',
    node: el('div', {}, el('h1', {}, 'Agents'), el('div', { class: 'filters' }, filter.search('Search agents', 'Host, address, id or attribute')), table.node, pager.node),
    path: () => filter.path('agents', SIZE),
    query: look,
    show(figures) {
      table.show(figures.agents, figures.total);
      pager.show(figures.offset, figures.agents.length, figures.total);
    },
  };
}

export function agent(query, id) {
  const heading = el('h1', {}, id);
  const mark = new Mark();
  const facts = new Figures('The agent');
  const missing = el('p', { class: 'empty', hidden: true }, 'No agent of this id is known, or it counts as lost.');
  const uses = [['cpus', 'CPUs used', new Use(cpus)], ['mem', 'Memory used', new Use(size)]];
  const list = new TaskList(query, agentLink(id), `agent_id=${part(id)}`, { host: false });
  let known;
  return {
    title: () => known?.host ?? 'Agent',
    node: el('div', {}, el('div', { class: 'title' }, heading, mark.node), missing, facts.node,
      el('section', {}, el('h2', {}, 'Tasks'), list.node)),
    path: () => list.path(),
    query: (next) => list.query(next),
    show(figures) {
      known = figures.agent;
      missing.hidden = Boolean(known);
      list.show(figures);
      if (!known) {
        return;
      }
      text(heading, known.host || known.id);
      mark.show(known.state);
      facts.set('Id', known.id);
      facts.set('Address', known.ip);
      facts.set('Registered', moment(known.registered));
      for (const [name, label, use] of uses) {
        facts.set(label, use.node, name);
        use.show(known.used[name], known.offered[name], known.total[name]);
      }
      facts.set('Disk', known.total.disk > 0 ? of(known.used.disk, known.total.disk, size) : '');
      facts.set('GPUs', known.total.gpus > 0 ? of(known.used.gpus, known.total.gpus, cpus) : '');
      const attributes = Object.entries(known.attributes).map(([name, value]) => `${name}: ${value}`);
      facts.set('Attributes', attributes.length ? el('ul', { class: 'attributes' }, attributes.map((each) => el('li', {}, each))) : '', attributes.join('\n'));
    },
  };
}
