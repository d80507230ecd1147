// A table whose rows change in place: only cells that are other than before are touched, so that focus, selection and scrolling stay.

import { el, text } from './dom.js';
import { count } from './format.js';

export class Table {
  /**
   * @param label what it is a table of
   * @param columns each with a `head`, and a `cell` that makes a text, or `{key, node}` with a function that makes a node; `number` stands right, `wrap` may take several lines; `order` is its name where
   *     it can be sorted by
   * @param key the id of a row
   * @param options `empty` what is said without rows; `sort` is told by which order
   */
  constructor(label, columns, key, options = {}) {
    this.columns = columns;
    this.key = key;
    this.rows = new Map();
    this.body = el('tbody');
    this.empty = el('p', { class: 'empty', hidden: true }, options.empty ?? 'None.');
    this.heads = columns.map((column) => this.head(column, options.sort));
    const table = el('table', {}, el('caption', { class: 'hidden' }, label), el('thead', {}, el('tr', {}, this.heads)), this.body);
    this.scroll = el('div', { class: 'scroll', role: 'region', 'aria-label': label, tabindex: '0' }, table);
    this.node = el('div', { class: 'table' }, this.scroll, this.empty);
  }

  head(column, sort) {
    const attributes = { scope: 'col', class: column.number ? 'number' : null };
    if (!column.order || !sort) {
      return el('th', attributes, column.head);
    }
    const button = el('button', { type: 'button', on: { click: () => sort(this.sorted === column.order ? `-${column.order}` : column.order) } }, column.head);
    return el('th', { ...attributes, 'data-order': column.order }, button);
  }

  /** Shows by what it is sorted. */
  order(name) {
    this.sorted = name;
    for (const head of this.heads) {
      const own = head.dataset.order;
      if (own) {
        const direction = name === own ? 'ascending' : name === `-${own}` ? 'descending' : 'none';
        head.setAttribute('aria-sort', direction);
      }
    }
  }

  /**
   * @param rows those in sight
   * @param all how many there are in all
   */
  show(rows, all = rows.length) {
    const seen = new Set();
    let before = null;
    for (const row of rows) {
      const id = this.key(row);
      seen.add(id);
      const known = this.rows.get(id) ?? this.add(id);
      this.columns.forEach((column, i) => fill(known.cells[i], column.cell(row)));
      const place = before ? before.nextSibling : this.body.firstChild;
      if (place !== known.node) {
        this.body.insertBefore(known.node, place);
      }
      before = known.node;
    }
    for (const [id, known] of this.rows) {
      if (!seen.has(id)) {
        known.node.remove();
        this.rows.delete(id);
      }
    }
    this.empty.hidden = all > 0;
    this.scroll.hidden = rows.length === 0;
  }

  add(id) {
    const cells = this.columns.map((column, i) =>
      i === 0 ? el('th', { scope: 'row' }) : el('td', { class: column.number ? 'number' : column.wrap ? 'wrap' : null }));
    const known = { node: el('tr', {}, cells), cells };
    this.rows.set(id, known);
    return known;
  }
}

function fill(cell, content) {
  const made = content !== null && typeof content === 'object';
  const key = made ? `n${content.key}` : `t${content ?? ''}`;
  if (cell.isthmusKey !== key) {
    cell.isthmusKey = key;
    cell.replaceChildren(made ? content.node() : (content ?? ''));
  }
}

/** Turns the pages of a long list. */
export class Pager {
  /** @param turn is told from which row on */
  constructor(label, size, turn) {
    this.size = size;
    this.at = el('span', { 'aria-live': 'polite' });
    this.back = el('button', { type: 'button', on: { click: () => turn(this.before()) } }, 'Previous');
    this.next = el('button', { type: 'button', on: { click: () => turn(this.offset + size) } }, 'Next');
    this.node = el('nav', { class: 'pager', 'aria-label': label }, this.back, this.at, this.next);
  }

  /** Where the page before begins; beyond the end of a list that got shorter, its last one. */
  before() {
    const last = Math.floor((this.total - 1) / this.size) * this.size;
    return Math.max(0, Math.min(this.offset - this.size, last));
  }

  show(offset, shown, total) {
    this.offset = offset;
    this.total = total;
    text(this.at, words(offset, shown, total));
    this.back.disabled = offset === 0;
    this.next.disabled = offset + shown >= total;
    this.node.hidden = total <= this.size && offset === 0;
  }
}

function words(offset, shown, total) {
  if (total === 0) {
    return '';
  }
  return shown === 0 ? `None here of ${count(total)}` : `${count(offset + 1)} to ${count(offset + shown)} of ${count(total)}`;
}
