// Frameworks, and one of them.

import { askFirst } from './ask.js';
import { away, el, Figures, text } from './dom.js';
import { badge, count, cpus, cpusInColumn, frameworkLink, Mark, moment, part, size, span, sum } from './format.js';
import { Table } from './table.js';
import { TaskList } from './tasks.js';
import { Waiting } from './waiting.js';

const state = (framework) => (framework.unregistered > 0 ? 'removed' : framework.connected ? 'connected' : 'away');

const several = (many, word) => `${count(many)} ${word}${many === 1 ? '' : 's'}`;

const live = (framework) => (sum(framework.tasks) > 0 ? `Its ${several(sum(framework.tasks), 'live task')} will be killed.` : 'It has no live tasks.');

export function frameworkTable(label, empty) {
  return new Table(label, [
    { head: 'Name', cell: (row) => ({ key: row.name, node: () => el('a', { href: frameworkLink(row.id) }, row.name || row.id) }) },
    { head: 'State', cell: (row) => ({ key: state(row), node: () => badge(state(row)) }) },
    { head: 'Roles', cell: (row) => row.roles.join(', ') },
    { head: 'Live tasks', number: true, cell: (row) => count(sum(row.tasks)) },
    { head: 'Offers', number: true, cell: (row) => count(row.offers) },
    { head: 'CPUs', number: true, cell: (row) => cpusInColumn(row.used.cpus) },
    { head: 'Memory', number: true, cell: (row) => size(row.used.mem) },
    { head: 'Registered', cell: (row) => moment(row.registered) },
  ], (row) => row.id, { empty });
}

export function frameworks() {
  const registered = frameworkTable('Frameworks', 'No framework is registered.');
  const over = frameworkTable('Removed frameworks', 'None since this master started.');
  return {
    title: () => 'Frameworks',
    node: el('div', {}, el('h1', {}, 'Frameworks'), registered.node, el('section', {}, el('h2', {}, 'Removed'), over.node)),
    path: () => 'frameworks',
    show(figures) {
      registered.show(figures.frameworks);
      over.show(figures.completed);
    },
  };
}

export function framework(query, id) {
  const heading = el('h1', {}, id);
  const mark = new Mark();
  const facts = new Figures('The framework');
  const missing = el('p', { class: 'empty', hidden: true }, 'No framework of this id is known to this master.');
  const waiting = new Waiting(id);
  const list = new TaskList(query, frameworkLink(id), `framework_id=${part(id)}`, { framework: false });
  let known;
  const remove = askFirst('Tear down', () => ({
    title: `Tear down ${known.name}?`,
    words: [`${live(known)} It cannot come back under its id.`, `Framework ${id}`],
    yes: 'Tear down',
  }), '../teardown', { frameworkId: id });
  remove.hidden = true;
  return {
    title: () => known?.name ?? 'Framework',
    node: el('div', {}, el('div', { class: 'title' }, heading, mark.node, remove), missing, facts.node, waiting.node,
      el('section', {}, el('h2', {}, 'Tasks'), list.node)),
    path: () => list.path(),
    query: (next) => list.query(next),
    show(figures) {
      known = figures.framework;
      missing.hidden = Boolean(known);
      remove.hidden = !known || known.unregistered > 0;
      list.show(figures);
      if (!known) {
        return;
      }
      text(heading, known.name || known.id);
      mark.show(state(known));
      facts.set('Id', known.id);
      facts.set('Roles', known.roles.join(', '));
      facts.set('User', known.user);
      facts.set('Principal', known.principal);
      facts.set('Host', known.host);
      facts.set('Its own page', known.url ? away(known.url, known.url) : '', known.url);
      facts.set('Registered', moment(known.registered));
      facts.set('Came back', known.reregistered > known.registered ? moment(known.reregistered) : '');
      facts.set('Removed', known.unregistered > 0 ? moment(known.unregistered) : '');
      facts.set('May be away for', span(known.failover_timeout));
      facts.set('Uses', `${cpus(known.used.cpus)} CPUs, ${size(known.used.mem)}`);
      facts.set('Is offered', `${cpus(known.offered.cpus)} CPUs, ${size(known.offered.mem)} in ${several(known.offers, 'offer')}`);
      waiting.of(known);
    },
  };
}
