// What of a long list is looked at: it stands in the address, so that it can be kept and passed on.

import { el } from './dom.js';

const WAIT = 300;

export class Filter {
  /**
   * @param page the address without its query
   * @param query what is looked for now
   */
  constructor(page, query) {
    this.page = page;
    this.query = query;
    this.fields = [];
  }

  /** The address has another query now; a field that is being written in stays as it is. */
  now(query) {
    this.query = query;
    for (const [name, field] of this.fields) {
      if (field !== document.activeElement) {
        field.value = this.get(name);
      }
    }
  }

  get(name, usual = '') {
    return this.query.get(name) ?? usual;
  }

  /** Looks for something else; null takes a part out. */
  go(parts) {
    const next = new URLSearchParams(this.query);
    for (const [name, value] of Object.entries(parts)) {
      if (value === null || value === '' || value === 0) {
        next.delete(name);
      } else {
        next.set(name, value);
      }
    }
    const query = next.toString();
    location.hash = query ? `${this.page}?${query}` : this.page;
  }

  /** What the master is asked for. */
  path(route, size, more = '') {
    const asked = new URLSearchParams(more);
    for (const name of ['search', 'state', 'order', 'offset']) {
      if (this.query.get(name)) {
        asked.set(name, this.query.get(name));
      }
    }
    asked.set('limit', size);
    return `${route}?${asked}`;
  }

  /** A field that searches while one writes. */
  search(label, hint) {
    let timer;
    const input = el('input', { type: 'search', placeholder: hint, value: this.get('search'), autocomplete: 'off', spellcheck: 'false' });
    const go = () => {
      clearTimeout(timer);
      if (input.isConnected && input.value !== this.get('search')) {
        this.go({ search: input.value, offset: null });
      }
    };
    input.addEventListener('input', () => {
      clearTimeout(timer);
      timer = setTimeout(go, WAIT);
    });
    input.addEventListener('change', go);
    this.fields.push(['search', input]);
    return el('label', {}, el('span', {}, label), input);
  }

  /** A choice of one of several. */
  choice(label, name, choices) {
    const select = el('select', { on: { change: () => this.go({ [name]: select.value, offset: null }) } },
      choices.map(([value, words]) => el('option', { value, selected: value === this.get(name) }, words)));
    this.fields.push([name, select]);
    return el('label', {}, el('span', {}, label), select);
  }
}
