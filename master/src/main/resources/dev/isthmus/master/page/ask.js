// Asks before something is done that cannot be undone.

import { el } from './dom.js';
import { change } from './source.js';

/**
 * A button that asks first, in words, and then has the master do it.
 *
 * @param question what is asked: `title`, `words`, and `yes`, what the button of it says
 * @param path where it is sent
 * @param form what is sent
 */
export function askFirst(label, question, path, form) {
  return el('button', { type: 'button', class: 'danger', on: { click: () => ask(question(), path, form) } }, label);
}

let asked = 0;

function ask(question, path, form) {
  asked += 1;
  const problem = el('p', { class: 'trouble', role: 'alert', hidden: true });
  const no = el('button', { type: 'button', autofocus: true, on: { click: () => dialog.close() } }, 'Cancel');
  const yes = el('button', { type: 'button', class: 'danger', on: { click: run } }, question.yes);
  const title = `question${asked}`;
  const dialog = el('dialog', { 'aria-labelledby': title }, el('h2', { id: title }, question.title),
    question.words.map((words) => el('p', {}, words)), problem, el('p', { class: 'choice' }, no, yes));
  async function run() {
    yes.disabled = true;
    try {
      await change(path, form);
      dialog.close();
    } catch (failure) {
      problem.textContent = failure.message;
      problem.hidden = false;
      yes.disabled = false;
    }
  }
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
