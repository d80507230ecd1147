// Which view is shown, by what stands behind the # of the address, and what is around it.

import { agent, agents } from './agents.js';
import { text } from './dom.js';
import { clock } from './format.js';
import { framework, frameworks } from './frameworks.js';
import { home } from './home.js';
import { requests } from './requests.js';
import { Source } from './source.js';
import { task } from './task.js';
import { tasks } from './tasks.js';

const ID = '([^/?]+)';

/** The first that fits; those at the end are where the page of Mesos had them, to which frameworks link. */
const ROUTES = [
  [/^$/, 'home', home],
  [new RegExp(`^frameworks/${ID}/tasks/${ID}$`), 'tasks', task],
  [new RegExp(`^frameworks/${ID}$`), 'frameworks', framework],
  [/^frameworks$/, 'frameworks', frameworks],
  [new RegExp(`^(?:agents|slaves)/${ID}/frameworks/${ID}/executors/${ID}(?:/browse)?$`), 'tasks', (query, _, of, id) => task(query, of, id)],
  [new RegExp(`^(?:agents|slaves)/${ID}`), 'agents', agent],
  [/^(?:agents|slaves)$/, 'agents', agents],
  [/^tasks$/, 'tasks', tasks],
  [/^requests$/, 'requests', requests],
  [/^/, 'home', home],
];

const main = document.getElementById('main');
const trouble = document.getElementById('trouble');
const fresh = document.getElementById('fresh');
const searched = document.getElementById('searched');

let source;
let view;
let shown = '';

function address() {
  const [path, query] = location.hash.replace(/^#!?\/?/, '').split('?', 2);
  return { path: path.replace(/\/+$/, ''), query: new URLSearchParams(query ?? '') };
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function open() {
  const { path, query } = address();
  source?.stop();
  if (view?.query && shown === (path || '/')) {
    view.query(query);
  } else {
    change(path, query);
  }
  const now = view;
  title(now);
  source = new Source(now.path, (figures) => {
    trouble.hidden = true;
    now.show(figures);
    around(figures, now);
  }, (problem) => {
    text(trouble, problem);
    trouble.hidden = false;
    fresh.classList.add('old');
  });
}

function change(path, query) {
  const [found, page, make] = ROUTES.find(([pattern]) => pattern.test(path));
  view = make(query, ...found.exec(path).slice(1).map(decoded));
  for (const link of document.querySelectorAll('header nav a')) {
    if (link.dataset.page === page) {
      link.setAttribute('aria-current', 'page');
    } else {
      link.removeAttribute('aria-current');
    }
  }
  const moved = shown !== '';
  shown = path || '/';
  main.replaceChildren(view.node);
  main.setAttribute('aria-busy', 'true');
  if (moved) {
    scrollTo(0, 0);
    main.focus({ preventScroll: true });
  }
}

function title(view) {
  const cluster = document.getElementById('cluster').textContent;
  document.title = [view.title(), cluster, 'Isthmus'].filter(Boolean).join(' - ');
}

function around(figures, view) {
  text(document.getElementById('cluster'), figures.cluster ?? '');
  text(fresh, `as of ${clock(figures.now)}`);
  fresh.classList.remove('old');
  main.removeAttribute('aria-busy');
  document.documentElement.dataset.shown = String(Number(document.documentElement.dataset.shown ?? 0) + 1);
  title(view);
}

document.getElementById('search').addEventListener('submit', (event) => {
  event.preventDefault();
  location.hash = `#/tasks?${new URLSearchParams({ search: searched.value })}`;
});

document.addEventListener('keydown', (event) => {
  const writes = event.target.closest('input, select, textarea, dialog');
  if (event.key === '/' && !writes && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    searched.focus();
  }
});

document.querySelector('.skip').addEventListener('click', (event) => {
  event.preventDefault();
  main.focus();
});

addEventListener('hashchange', open);
open();
