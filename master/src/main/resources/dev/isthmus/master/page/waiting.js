// Why a framework waits: which agents are ruled out for it by which rule. Asked for when somebody wants to know, as it costs the master a look at each agent.

import { el } from './dom.js';
import { agentLink, count } from './format.js';
import { read } from './source.js';

export class Waiting {
  constructor(framework) {
    this.framework = framework;
    this.rules = el('div');
    this.again = el('button', { type: 'button', on: { click: () => this.ask() } }, 'Look again');
    this.node = el('details', { class: 'waiting', hidden: true, on: { toggle: () => this.node.open && this.ask() } },
      el('summary', {}, 'Why it has the offers it has, and no others'), this.rules, this.again);
  }

  /** Whose question it is; one that was removed waits for nothing. */
  of(framework) {
    this.node.hidden = framework.unregistered > 0;
  }

  async ask() {
    this.again.disabled = true;
    try {
      this.show((await read(`waiting?${new URLSearchParams({ framework_id: this.framework })}`)).roles);
    } catch (problem) {
      this.rules.replaceChildren(el('p', { class: 'empty' }, `It cannot be said. ${problem.message}`));
    }
    this.again.disabled = false;
  }

  show(roles) {
    this.rules.replaceChildren(...(roles.length ? roles.flatMap((role) => section(role)) : [el('p', { class: 'empty' }, 'The framework is not served now, or there are no agents.')]));
  }
}

function section(role) {
  const rows = role.rules.map((rule) => el('tr', { class: rule.rule.toLowerCase() },
    el('td', { class: 'number' }, count(rule.count)),
    el('th', { scope: 'row' }, rule.words),
    el('td', { class: 'wrap' }, named(rule))));
  return [el('table', {},
    el('caption', {}, `Agents, for role ${role.role}`),
    el('thead', {}, el('tr', {}, el('th', { scope: 'col', class: 'number' }, 'Agents'), el('th', { scope: 'col' }, 'Rule'), el('th', { scope: 'col' }, 'Which'))),
    el('tbody', {}, rows))];
}

function named(rule) {
  const links = rule.agents.flatMap((agent, i) => [i ? ', ' : '', el('a', { href: agentLink(agent.id) }, agent.host || agent.id)]);
  const more = rule.count - rule.agents.length;
  return more > 0 ? [...links, ` and ${count(more)} more`] : links;
}
