// Why a framework waits.

import { el } from './dom.js';

export class Waiting {
  constructor() {
    this.node = el('section', { hidden: true });
  }

  of() {}
}
