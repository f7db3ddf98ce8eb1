(() => {
  const query = new URLSearchParams(location.search);
  /** Lifetime of a token; afterwards the box is unticked. */
  const TOKEN_LIFETIME_MS = query.get('brand') === 'Turnstile' ? 300_000 : 120_000;

  const siteKey = query.get('k');
  const pageOrigin = query.get('co') ?? '';
  const box = document.querySelector<HTMLInputElement>('#human');
  const status = document.querySelector<HTMLElement>('#status');
  if (box === null || status === null) return;

  document.documentElement.dataset['theme'] = query.get('theme') ?? 'light';
  document.documentElement.dataset['size'] = query.get('size') ?? 'normal';
  const brand = query.get('brand') ?? 'reCAPTCHA';
  document.title = `${brand} emulator`;
  const caption = document.querySelector<HTMLElement>('#caption');
  if (caption !== null && brand === 'Turnstile') caption.textContent = 'Verify you are human';
  if (caption !== null && brand === 'hCaptcha') caption.textContent = 'I am human';
  box.tabIndex = Number(query.get('tabindex') ?? 0);
  let expiry: ReturnType<typeof setTimeout> | undefined;
  let round = 0;

  /** The browser delivers it to the page of that origin only, no matter which page embeds the frame. */
  const send = (message: { type: 'token'; token: string } | { type: 'expired' | 'error' | 'interactive' }) =>
    window.parent.postMessage({ recaptcha: query.get('id'), ...message }, pageOrigin);

  const show = (text: string, verified = false) => {
    status.textContent = text;
    status.classList.toggle('verified', verified);
  };

  const reset = (text = '') => {
    round += 1;
    clearTimeout(expiry);
    box.checked = false;
    box.disabled = false;
    box.removeAttribute('aria-busy');
    show(text);
  };

  const ask = async (action: string | undefined, unseen: boolean) => {
    const answer = await fetch('/recaptcha/api2/userverify', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ siteKey, origin: pageOrigin, action, unseen }),
    });
    return (await answer.json()) as { token?: string; error?: string; interactive?: true };
  };

  const fetchToken = async (action: string | undefined): Promise<string> => {
    const { token, error } = await ask(action, false);
    if (token === undefined) throw new Error(error ?? 'No token');
    return token;
  };

  /** Gets a token by the box; without one if `unseen`, unless an act of the user is wanted. */
  const verify = async (unseen = false) => {
    const current = round;
    box.setAttribute('aria-busy', 'true');
    try {
      const { token, error, interactive } = await ask(query.get('action') ?? undefined, unseen);
      if (current !== round) return;
      if (interactive) {
        reset();
        send({ type: 'interactive' });
        return;
      }
      if (token === undefined) throw new Error(error ?? 'No token');
      box.removeAttribute('aria-busy');
      show('Verified', true);
      expiry = setTimeout(() => {
        reset('Expired. Tick the box again.');
        send({ type: 'expired' });
      }, TOKEN_LIFETIME_MS);
      send({ type: 'token', token });
    } catch (error) {
      if (current !== round) return;
      reset(error instanceof Error ? error.message : 'Error');
      send({ type: 'error' });
    }
  };

  box.addEventListener('change', () => {
    // Google's box, too, cannot be unticked by hand.
    if (!box.checked) box.checked = true;
    else void verify();
  });

  const execute = async (request: string, action: string | undefined) => {
    const outcome = await fetchToken(action).then(
      (token) => ({ token }),
      (error: unknown) => ({ error: error instanceof Error ? error.message : 'Error' }),
    );
    window.parent.postMessage({ request, ...outcome }, pageOrigin);
  };

  interface Order {
    recaptcha?: string;
    request?: string;
    action?: string;
  }

  window.addEventListener('message', (event: MessageEvent<Order | null>) => {
    if (event.source !== window.parent || event.origin !== pageOrigin) return;
    const { recaptcha, request = '', action } = event.data ?? {};
    if (recaptcha === 'reset') reset();
    if (recaptcha === 'begin') void verify(true);
    if (recaptcha === 'execute') void execute(request, action);
  });
  if (query.has('unseen')) void verify(true);
})();
