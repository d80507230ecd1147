// One task: where it is, and why.

import { el, Figures, text } from './dom.js';
import { agentLink, badge, cpus, frameworkLink, size } from './format.js';

export function task(query, framework, id) {
  const heading = el('h1', {}, id);
  const mark = el('span');
  const facts = new Figures('The task');
  const missing = el('p', { class: 'empty', hidden: true }, 'No task of this id is known to this master.');
  return {
    title: () => id,
    node: el('div', {}, el('div', { class: 'title' }, heading, mark), missing, facts.node),
    path: () => `task?${new URLSearchParams({ framework_id: framework, task_id: id })}`,
    show(figures) {
      const known = figures.task;
      missing.hidden = Boolean(known);
      if (!known) {
        return;
      }
      text(heading, known.id);
      if (mark.dataset.state !== known.state) {
        mark.dataset.state = known.state;
        mark.replaceChildren(badge(known.state));
      }
      facts.set('Name', known.name === known.id ? '' : known.name);
      facts.set('Framework', el('a', { href: frameworkLink(framework) }, known.framework || framework), known.framework);
      facts.set('Agent', el('a', { href: agentLink(known.agent_id) }, known.host || known.agent_id), known.agent_id + known.host);
      facts.set('Role', known.role);
      facts.set('Asked for', `${cpus(known.resources.cpus)} CPUs, ${size(known.resources.mem)}`);
    },
  };
}
