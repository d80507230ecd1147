// Elements, made by functions. What stands in them is text: names and messages come from strangers and never become markup.

/** An element; of its attributes, `on` has functions by event, and what is null, undefined or false is left out. */
export function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === 'on') {
      for (const [event, heard] of Object.entries(value)) {
        node.addEventListener(event, heard);
      }
    } else if (value === true) {
      node.setAttribute(key, '');
    } else if (value !== null && value !== undefined && value !== false) {
      node.setAttribute(key, String(value));
    }
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

/** Sets a text, and touches the document only if it is another. */
export function text(node, value) {
  const wanted = String(value);
  if (node.textContent !== wanted) {
    node.textContent = wanted;
  }
}

/** A link that only leads to pages of the web, whatever a stranger wrote; else its text. */
export function away(url, label) {
  return /^https?:\/\//i.test(url)
    ? el('a', { href: url, rel: 'noopener noreferrer', target: '_blank' }, label)
    : el('span', {}, label);
}

/**
 * Pairs of a name and a value, whose values change in place. A value is a text or a node; one that is a node is put in again only when `key` changes.
 */
export class Figures {
  constructor(label) {
    this.node = el('dl', { class: 'figures', 'aria-label': label });
    this.cells = new Map();
  }

  set(name, value, key) {
    let cell = this.cells.get(name);
    if (value === null || value === undefined || value === '') {
      if (cell) {
        cell.parentNode.remove();
        this.cells.delete(name);
      }
      return;
    }
    if (!cell) {
      cell = el('dd');
      this.node.append(el('div', {}, el('dt', {}, name), cell));
      this.cells.set(name, cell);
    }
    if (value instanceof Node) {
      if (cell.dataset.key !== String(key)) {
        cell.replaceChildren(value);
        cell.dataset.key = String(key);
      }
    } else {
      text(cell, value);
    }
  }
}
