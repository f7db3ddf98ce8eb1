(() => {
  /** How long a token can be used; the box is then unticked. */
  const TOKEN_LIFETIME_MS = 120_000;

  const query = new URLSearchParams(location.search);
  const siteKey = query.get('k');
  const pageOrigin = query.get('co') ?? '';
  const box = document.querySelector<HTMLInputElement>('#human');
  const status = document.querySelector<HTMLElement>('#status');
  if (box === null || status === null) return;

  document.documentElement.dataset['theme'] = query.get('theme') ?? 'light';
  document.documentElement.dataset['size'] = query.get('size') ?? 'normal';
  box.tabIndex = Number(query.get('tabindex') ?? 0);
  let expiry: ReturnType<typeof setTimeout> | undefined;
  let round = 0;

  /** The browser delivers it to the page of that origin only, whoever embeds the frame. */
  const tell = (message: { type: 'token'; token: string } | { type: 'expired' } | { type: 'error' }) =>
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

  const fetchToken = async (): Promise<string> => {
    const answer = await fetch('/recaptcha/api2/userverify', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ siteKey, origin: pageOrigin, action: query.get('action') ?? undefined }),
    });
    const body = (await answer.json()) as { token?: string; error?: string };
    if (body.token === undefined) throw new Error(body.error ?? 'No token');
    return body.token;
  };

  const verify = async () => {
    const current = round;
    box.setAttribute('aria-busy', 'true');
    try {
      const token = await fetchToken();
      if (current !== round) return;
      box.removeAttribute('aria-busy');
      show('Verified', true);
      expiry = setTimeout(() => {
        reset('Expired. Tick the box again.');
        tell({ type: 'expired' });
      }, TOKEN_LIFETIME_MS);
      tell({ type: 'token', token });
    } catch (error) {
      if (current !== round) return;
      reset(error instanceof Error ? error.message : 'Error');
      tell({ type: 'error' });
    }
  };

  box.addEventListener('change', () => {
    // Google's box, too, cannot be unticked by hand.
    if (!box.checked) box.checked = true;
    else void verify();
  });

  window.addEventListener('message', (event: MessageEvent<{ recaptcha?: string } | null>) => {
    if (event.source !== window.parent || event.origin !== pageOrigin) return;
    if (event.data?.recaptcha === 'reset') reset();
  });
})();
