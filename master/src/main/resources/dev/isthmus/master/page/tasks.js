// Tasks: all of them, or those of a framework or an agent.

import { el } from './dom.js';
import { agentLink, badge, count, cpusInColumn, frameworkLink, moment, size, taskLink } from './format.js';
import { Filter } from './filter.js';
import { Pager, Table } from './table.js';

const SIZE = 50;

const STATES = [['', 'All'], ['live', 'Live'], ['ended', 'Ended'], ...['staging', 'starting', 'running', 'killing', 'finished', 'failed', 'killed', 'error', 'lost', 'dropped', 'unreachable', 'gone']
  .map((state) => [state, state[0].toUpperCase() + state.slice(1)])];

/** A table of tasks with its filters. */
export class TaskList {
  /**
   * @param page its address
   * @param only what the master is asked for in any case
   * @param columns `framework` and `host`: whether these are shown
   */
  constructor(query, page, only, { framework = true, host = true }) {
    this.filter = new Filter(page, query);
    this.only = only;
    const columns = [
      { head: 'Task', order: 'id', cell: (row) => ({ key: row.framework_id + row.id, node: () => el('a', { href: taskLink(row.framework_id, row.id) }, row.id) }) },
      { head: 'Name', order: 'name', wrap: true, cell: (row) => (row.name === row.id ? '' : row.name) },
      { head: 'State', order: 'state', cell: (row) => ({ key: row.state, node: () => badge(row.state) }) },
      framework && { head: 'Framework', order: 'framework', cell: (row) => ({ key: row.framework, node: () => el('a', { href: frameworkLink(row.framework_id) }, row.framework || row.framework_id) }) },
      host && { head: 'Host', order: 'host', cell: (row) => ({ key: row.agent_id + row.host, node: () => el('a', { href: agentLink(row.agent_id) }, row.host || row.agent_id) }) },
      { head: 'CPUs', number: true, cell: (row) => cpusInColumn(row.resources.cpus) },
      { head: 'Memory', number: true, cell: (row) => size(row.resources.mem) },
      { head: 'In this state since', order: 'since', cell: (row) => (row.since > 0 ? moment(row.since) : '') },
    ].filter(Boolean);
    this.table = new Table('Tasks', columns, (row) => `${row.framework_id} ${row.id} ${row.since}`, { empty: 'No task fits.', sort: (order) => this.filter.go({ order, offset: null }) });
    this.pager = new Pager('Pages of tasks', SIZE, (offset) => this.filter.go({ offset }));
    this.node = el('div', {}, el('div', { class: 'filters' }, this.filter.search('Search these tasks', 'Id, name, host or state'), this.filter.choice('State', 'state', STATES)), this.table.node, this.pager.node);
    this.query(query);
  }

  /** Other tasks are looked for. */
  query(query) {
    this.filter.now(query);
    this.table.order(this.filter.get('order', '-since'));
  }

  path() {
    return this.filter.path('tasks', SIZE, this.only);
  }

  show(figures) {
    this.table.show(figures.tasks, figures.total);
    this.pager.show(figures.offset, figures.tasks.length, figures.total);
  }
}

export function tasks(query) {
  const list = new TaskList(query, '#/tasks', '', {});
  const heading = el('h1', {}, 'Tasks');
  const many = el('span', { class: 'many' });
  return {
    title: () => 'Tasks',
    node: el('div', {}, el('div', { class: 'title' }, heading, many), list.node),
    path: () => list.path(),
    query: (next) => list.query(next),
    show(figures) {
      many.textContent = count(figures.total);
      list.show(figures);
    },
  };
}
