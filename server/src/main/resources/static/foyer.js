// What makes the pages quicker. Every page works without this file.
(() => {
  'use strict';

  const lang = document.documentElement.lang === 'en' ? 'en-GB' : document.documentElement.lang || 'en-GB';
  const day = new Intl.DateTimeFormat(lang, { day: 'numeric', month: 'short', year: 'numeric', numberingSystem: 'latn' });
  const minute = new Intl.DateTimeFormat(lang, { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', numberingSystem: 'latn' });
  const relative = new Intl.RelativeTimeFormat(lang, { numeric: 'auto' });

  function ago(at) {
    const minutes = Math.round((at - Date.now()) / 60000);
    if (Math.abs(minutes) < 60) return relative.format(minutes, 'minute');
    if (Math.abs(minutes) < 24 * 60) return relative.format(Math.round(minutes / 60), 'hour');
    if (Math.abs(minutes) < 8 * 24 * 60) return relative.format(Math.round(minutes / 1440), 'day');
    return day.format(at);
  }

  // Times stand in the page in the server's zone; here they move to the reader's. The exact instant stays in the title.
  function localise(root) {
    root.querySelectorAll('time[data-local]').forEach((time) => {
      const at = new Date(time.dateTime);
      if (Number.isNaN(at.getTime())) return;
      const style = time.dataset.local;
      time.textContent = style === 'ago' ? ago(at) : (style === 'day' ? day : minute).format(at);
    });
  }

  // "3 of 10" below the addresses.
  function count(textarea) {
    const out = document.getElementById('count');
    if (!out || !out.dataset.text) return;
    const lines = new Set(textarea.value.split(/\r?\n/).map((line) => line.trim().toLowerCase()).filter(Boolean));
    out.textContent = out.dataset.text.replace('#', String(lines.size));
    out.classList.toggle('bad-text', Number(out.dataset.limit) > 0 && lines.size > Number(out.dataset.limit));
  }

  // An ID is suggested from the name until it is typed itself.
  function suggest(input) {
    const slug = document.querySelector(`[data-slug-of="${CSS.escape(input.id)}"]`);
    if (!slug || slug.dataset.own) return;
    slug.value = input.value.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
      .replace(/[^a-z0-9]+/g, '-').replace(/^-+/, '').slice(0, 63).replace(/-+$/, '');
  }

  function openDialog(dialog) {
    if (!dialog.open) dialog.showModal();
    const keep = dialog.querySelector('[data-keep]');
    if (keep) keep.focus();
  }

  // The page that an answer really is when it isn't the part that was asked for: a sign-in, a refusal.
  function goWhere(event) {
    const { xhr, requestConfig } = event.detail;
    const asker = requestConfig.elt.closest('[hx-select]');
    const wanted = asker && asker.getAttribute('hx-select');
    if (!wanted || new DOMParser().parseFromString(xhr.responseText, 'text/html').querySelector(wanted)) return;
    event.detail.shouldSwap = false;
    if (requestConfig.verb === 'get') window.location.assign(xhr.responseURL || requestConfig.path);
  }

  document.addEventListener('htmx:beforeSwap', goWhere);
  document.addEventListener('htmx:afterSettle', (event) => {
    localise(document);
    const dialog = document.getElementById('dialog');
    if (dialog && event.detail.target === dialog) openDialog(dialog);
    const said = document.getElementById('said');
    const total = document.querySelector('#list [data-total]');
    if (said && total && event.detail.target && event.detail.target.id === 'list') said.textContent = total.textContent;
  });

  document.addEventListener('click', (event) => {
    const keep = event.target.closest('dialog [data-keep]');
    if (keep) {
      event.preventDefault();
      keep.closest('dialog').close();
    }
    if (event.target instanceof HTMLDialogElement) event.target.close();
    document.querySelectorAll('details.switch[open]').forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });

  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      document.querySelectorAll('details.switch[open]').forEach((menu) => {
        menu.open = false;
        menu.querySelector('summary').focus();
      });
    }
    // Enter in the search for applications searches; it never sends invitations.
    if (event.key === 'Enter' && event.target.matches('[data-search]')) {
      event.preventDefault();
      event.target.dispatchEvent(new Event('search-now', { bubbles: true }));
    }
  });

  document.addEventListener('input', (event) => {
    if (event.target.id === 'emails') count(event.target);
    if (event.target.dataset.slugOf) event.target.dataset.own = event.target.value;
    else if (event.target.id) suggest(event.target);
  });

  async function copy(button) {
    const field = document.getElementById(button.dataset.copy);
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      // Over plain http there is no clipboard but this one.
      if (!document.execCommand('copy')) return;
    }
    button.querySelector('span').textContent = button.dataset.copied;
    document.getElementById('said').textContent = button.dataset.copied;
  }

  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-copy]');
    if (button) copy(button);
  });

  // A form that is on its way isn't sent twice.
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (form.method !== 'post' || event.defaultPrevented) return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = 'yes';
  });
  window.addEventListener('pageshow', () => document.querySelectorAll('form[data-sent]').forEach((form) => delete form.dataset.sent));

  document.querySelectorAll('[data-copy]').forEach((button) => { button.hidden = false; });
  localise(document);
  const emails = document.getElementById('emails');
  if (emails) count(emails);
})();
