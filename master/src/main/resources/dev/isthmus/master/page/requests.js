// What the request budget of the cluster is spent on.

import { el } from './dom.js';
import { count } from './format.js';
import { Table } from './table.js';

/** Over which time calls are counted as those of now. */
const WINDOW = 60;

/** Whether figures come after others of the same master, whose counts only rise; another one's begin at 0, by its own clock. */
const goOn = (last, next) => next.now >= last.now && Object.entries(last.calls).every(([name, calls]) => next.calls[name] >= calls);

export function requests() {
  let seen = [];
  const table = new Table('Calls by operation', [
    { head: 'Operation', cell: (row) => row.name },
    { head: 'Calls since the master leads', number: true, cell: (row) => count(row.calls) },
    { head: 'In the last minute', number: true, cell: (row) => count(row.recent) },
    { head: 'A second', number: true, cell: (row) => row.rate.toFixed(2) },
  ], (row) => row.name, { empty: 'The cluster was not called yet.' });
  const since = el('p', { class: 'empty' }, '');
  return {
    title: () => 'Requests',
    node: el('div', {}, el('h1', {}, 'Requests'),
      el('p', {}, 'Calls of the cluster\'s API. AWS gives an account so many a second, shared by all that use it: on ECS 40 that start or stop tasks, 20 that read, 1 that registers a definition.'),
      since, table.node),
    path: () => 'requests',
    show(figures) {
      if (seen.length > 0 && !goOn(seen.at(-1), figures)) {
        seen = [];
      }
      seen = [...seen.filter((each) => figures.now - each.now <= WINDOW), figures];
      const first = seen[0];
      const time = figures.now - first.now;
      since.textContent = time < WINDOW - 2 ? `Counting for ${Math.round(time)} s.` : 'Counting over the last minute.';
      const rows = Object.entries(figures.calls).map(([name, calls]) => {
        const recent = calls - (first.calls[name] ?? 0);
        return { name, calls, recent, rate: time > 0 ? recent / time : 0 };
      });
      rows.sort((a, b) => b.recent - a.recent || b.calls - a.calls || a.name.localeCompare(b.name));
      table.show(rows);
    },
  };
}
