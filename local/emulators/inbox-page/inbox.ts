(() => {
  /** A mail as `/store` has it. */
  interface Mail {
    readonly messageId: string;
    readonly from: string;
    readonly destination: { readonly to: readonly string[] };
    readonly subject: string;
    readonly body: { readonly text?: string; readonly html?: string };
    /** Epoch seconds. */
    readonly at: number;
  }

  /** Milliseconds between two looks for new mails. */
  const PAUSE = 1000;

  const mails = new Map<string, Mail>();
  let opened: Mail | undefined;

  const part = <Kind extends HTMLElement>(id: string): Kind => {
    const found = document.getElementById(id);
    if (found === null) throw new Error(`the page has no #${id}`);
    return found as Kind;
  };
  const filter = part<HTMLInputElement>('filter');

  const made = <Name extends keyof HTMLElementTagNameMap>(name: Name, text: string, className = '') => {
    const element = document.createElement(name);
    element.textContent = text;
    element.className = className;
    return element;
  };

  const say = (text: string): void => {
    part('status').textContent = text;
  };

  /** Code of a mail: the only line of its text that is a number. */
  const codeIn = ({ body }: Mail): string | undefined => /^\s*(\d{6,12})\s*$/m.exec(body.text ?? '')?.[1];

  function copyButton(code: string): HTMLButtonElement {
    const button = made('button', 'Copy ', 'copy');
    button.type = 'button';
    button.append(made('code', code));
    button.addEventListener('click', () => {
      navigator.clipboard.writeText(code).then(
        () => say(`Copied ${code}.`),
        () => say('The browser did not allow copying. Select the code in the mail.'),
      );
    });
    return button;
  }

  function row(mail: Mail): HTMLLIElement {
    const item = document.createElement('li');
    const open = made('button', '', 'open');
    open.type = 'button';
    if (mail === opened) open.setAttribute('aria-current', 'true');
    const time = new Date(mail.at * 1000).toLocaleTimeString();
    open.append(made('span', mail.subject), made('span', `${time} · ${mail.destination.to.join(', ')}`, 'about'));
    open.addEventListener('click', () => {
      show(mail);
      part('subject').focus();
    });
    const code = codeIn(mail);
    item.append(open, ...(code === undefined ? [] : [copyButton(code)]));
    return item;
  }

  function list(): void {
    const wanted = filter.value.trim().toLowerCase();
    const newestFirst = [...mails.values()].toReversed();
    const listed = newestFirst.filter(({ subject, destination }) =>
      [subject, ...destination.to].some((text) => text.toLowerCase().includes(wanted)),
    );
    part('mails').replaceChildren(...listed.map(row));
    if (mails.size === 0) say('No mail yet. Ask for a code on the pages; its mail appears here by itself.');
    else if (listed.length === 0) say('No mail contains that.');
    else say('');
  }

  function show(mail: Mail): void {
    opened = mail;
    part('mail').hidden = false;
    part('subject').textContent = mail.subject;
    const facts = [
      ['From', mail.from],
      ['To', mail.destination.to.join(', ')],
      ['At', new Date(mail.at * 1000).toLocaleString()],
    ];
    part('head').replaceChildren(
      ...facts.flatMap(([label = '', value = '']) => [made('dt', label), made('dd', value)]),
    );
    part('text').textContent = mail.body.text ?? '';
    // The frame runs no script of the mail, and its links open beside it.
    part<HTMLIFrameElement>('html').srcdoc = `<base target="_blank">${mail.body.html ?? ''}`;
    const code = codeIn(mail);
    const choices = (['html', 'text'] as const).map((shown) => {
      const button = made('button', shown === 'html' ? 'HTML' : 'Plain text');
      button.type = 'button';
      button.dataset['shown'] = shown;
      button.addEventListener('click', () => choose(shown));
      return button;
    });
    part('parts').replaceChildren(...(code === undefined ? [] : [copyButton(code)]), ...choices);
    choose(mail.body.html === undefined ? 'text' : 'html');
    list();
  }

  function choose(shown: 'html' | 'text'): void {
    part('html').hidden = shown !== 'html';
    part('text').hidden = shown !== 'text';
    for (const button of part('parts').querySelectorAll<HTMLElement>('[data-shown]'))
      button.setAttribute('aria-pressed', String(button.dataset['shown'] === shown));
  }

  async function look(): Promise<void> {
    const newest = [...mails.values()].at(-1)?.at;
    const response = await fetch(newest === undefined ? '/store' : `/store?since=${newest}`);
    const { emails } = (await response.json()) as { readonly emails: readonly Mail[] };
    const before = mails.size;
    for (const mail of emails) if (!mails.has(mail.messageId)) mails.set(mail.messageId, mail);
    if (mails.size > before || before === 0) list();
  }

  const follow = (): void => {
    look()
      .catch(() => say('The inbox does not answer. Is the cloud running?'))
      .finally(() => setTimeout(follow, PAUSE));
  };

  filter.addEventListener('input', list);
  const clear = async (): Promise<void> => {
    await fetch('/clear-store', { method: 'POST' });
    mails.clear();
    opened = undefined;
    part('mail').hidden = true;
    list();
  };
  part('clear').addEventListener('click', () => void clear());
  follow();
})();
