// How figures are written.

import { el } from './dom.js';

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const few = new Intl.NumberFormat('en', { maximumFractionDigits: 3 });
const hundredths = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const thousandths = new Intl.NumberFormat('en', { minimumFractionDigits: 3, maximumFractionDigits: 3 });
const one = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

export const count = (value) => whole.format(value);

export const cpus = (value) => few.format(value);

/** As one of a column, whose points stand below each other. */
export const cpusInColumn = (value) => (Math.round(value * 1000) % 10 === 0 ? hundredths : thousandths).format(value);

/** Of MB, as Mesos counts them. */
export function size(mb) {
  if (mb < 1024) {
    return `${one.format(mb)} MiB`;
  }
  return mb < 1024 * 1024 ? `${one.format(mb / 1024)} GiB` : `${one.format(mb / 1024 / 1024)} TiB`;
}

const UNITS = [[86400, 'd'], [3600, 'h'], [60, 'min']];

/** How long something takes or took, in its largest unit. */
export function span(seconds) {
  for (const [length, unit] of UNITS) {
    if (seconds >= length) {
      return `${Math.floor(seconds / length)} ${unit}`;
    }
  }
  return `${Math.max(0, Math.floor(seconds))} s`;
}

/** How long something took, to the millisecond where it is short. */
export function took(seconds) {
  if (seconds < 1) {
    return `${Math.max(0, Math.round(seconds * 1000))} ms`;
  }
  return seconds < 60 ? `${one.format(seconds)} s` : span(seconds);
}

const two = (number) => String(number).padStart(2, '0');

function local(seconds) {
  const at = new Date(seconds * 1000);
  return {
    day: `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`,
    time: `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`,
    whole: at.toISOString(),
  };
}

/** The time of day, here. */
export const clock = (seconds) => local(seconds).time;

/** Day and time, here. */
export function moment(seconds) {
  const at = local(seconds);
  return `${at.day} ${at.time}`;
}

export const iso = (seconds) => local(seconds).whole;

/** A state of a task for people: TASK_KILLED_BY_OPERATOR is killed by operator. */
export const word = (state) => state.replace(/^TASK_/, '').replaceAll('_', ' ').toLowerCase();

const KINDS = {
  running: 'good', starting: 'moving', staging: 'moving', killing: 'moving', finished: 'done', killed: 'done',
  ready: 'good', connected: 'good', draining: 'moving', drained: 'moving', deactivated: 'moving', away: 'bad', disconnected: 'bad',
};

/** Which colour a state has, beside its word. */
const kind = (state) => KINDS[word(state)] ?? 'bad';

/** A state as a mark: its word, with a dot of its colour before it. */
export const badge = (state) => el('span', { class: `badge ${kind(state)}` }, word(state));

/** Where the badge of one thing stands, whose state changes. */
export class Mark {
  constructor() {
    this.node = el('span');
  }

  show(state) {
    if (this.state !== state) {
      this.state = state;
      this.node.replaceChildren(badge(state));
    }
  }
}

/** A part of an address. */
export const part = encodeURIComponent;

export const frameworkLink = (id) => `#/frameworks/${part(id)}`;
export const agentLink = (id) => `#/agents/${part(id)}`;
export const taskLink = (framework, id) => `#/frameworks/${part(framework)}/tasks/${part(id)}`;

/** How many tasks there are in all states. */
export const sum = (states) => Object.values(states).reduce((all, each) => all + each, 0);
