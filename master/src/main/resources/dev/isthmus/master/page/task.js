// One task: where it is, and why.

import { askFirst } from './ask.js';
import { away, el, Figures, text } from './dom.js';
import { agentLink, clock, cpus, frameworkLink, iso, Mark, moment, size, took } from './format.js';

const KINDS = {
  offer: 'Offer', asked: 'Framework', decided: 'Master', cluster: 'Cluster', state: 'State', told: 'Told', trouble: 'Trouble',
};

/** What happened, oldest first, each with the time that has passed since the one before. */
class Timeline {
  constructor() {
    this.list = el('ol', { class: 'life' });
    this.none = el('p', { class: 'empty' }, 'This master has seen nothing of its life: it was launched before it started, or long ago.');
    this.node = el('section', {}, el('h2', {}, 'Its life'), this.none, this.list);
    this.key = '';
  }

  show(moments, left) {
    this.none.hidden = moments.length > 0;
    const key = JSON.stringify([moments, left]);
    if (key === this.key) {
      return;
    }
    this.key = key;
    const sorted = [...moments].sort((a, b) => a.at - b.at);
    const gap = left > 0 ? Math.ceil(moments.length / 2) : -1;
    this.list.replaceChildren(...sorted.flatMap((each, i) => {
      const before = i > 0 ? sorted[i - 1].at : each.at;
      const item = el('li', { class: each.kind },
        el('time', { datetime: iso(each.at), title: moment(each.at) }, clock(each.at)),
        el('span', { class: 'after' }, i > 0 ? `+${took(each.at - before)}` : ''),
        el('span', { class: 'kind' }, KINDS[each.kind] ?? each.kind),
        el('span', { class: 'what' }, each.text));
      return i === gap ? [el('li', { class: 'left' }, `${left} more in between`), item] : [item];
    }));
  }
}

export function task(query, framework, id) {
  const heading = el('h1', {}, id);
  const mark = new Mark();
  const facts = new Figures('The task');
  const missing = el('p', { class: 'empty', hidden: true }, 'No task of this id is known to this master.');
  const life = new Timeline();
  let known;
  const kill = askFirst('Kill', () => ({
    title: `Kill ${known.id}?`,
    words: [`Its framework, ${known.framework || framework}, is told that it was killed, and may start another in its place. The other tasks of its group, if it has one, are killed with it.`],
    yes: 'Kill',
  }), 'kill', { frameworkId: framework, taskId: id });
  kill.hidden = true;
  return {
    title: () => id,
    node: el('div', {}, el('div', { class: 'title' }, heading, mark.node, kill), missing, facts.node, life.node),
    path: () => `task?${new URLSearchParams({ framework_id: framework, task_id: id })}`,
    show(figures) {
      known = figures.task;
      life.show(figures.life, figures.left);
      kill.hidden = !known || known.ended;
      missing.hidden = Boolean(known) || figures.life.length > 0;
      const links = Object.entries(figures.links);
      facts.set('Look further', links.length ? el('span', { class: 'links' }, links.map(([name, url]) => away(url, name))) : '', JSON.stringify(links));
      if (!known) {
        return;
      }
      text(heading, known.id);
      mark.show(known.state);
      facts.set('Name', known.name === known.id ? '' : known.name);
      facts.set('Framework', el('a', { href: frameworkLink(framework) }, known.framework || framework), known.framework);
      facts.set('Agent', el('a', { href: agentLink(known.agent_id) }, known.host || known.agent_id), known.agent_id + known.host);
      facts.set('Role', known.role);
      facts.set('Asked for', `${cpus(known.resources.cpus)} CPUs, ${size(known.resources.mem)}`);
      facts.set('Healthy', known.healthy === undefined ? '' : known.healthy ? 'yes' : 'no');
      facts.set('Since', known.since > 0 ? moment(known.since) : '');
      facts.set('Why', known.message);
    },
  };
}
