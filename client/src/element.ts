import { type EmbedError, type EmbedOptions, type EmbedStep, mountPasswordReset } from './embed.ts';

/** Events of the element; none of them bubbles. */
export interface PasswordResetEvents {
  /** A page is shown; `detail` is its name. */
  step: CustomEvent<EmbedStep>;
  /** The user met a failure. */
  error: CustomEvent<EmbedError>;
  /** The user pressed LOGIN or a link back. Only with `login-url`; `preventDefault` keeps it from being opened. */
  done: CustomEvent<undefined>;
}

/**
 * Defines the element `<password-reset site="https://login.example.com">`. Its other attributes are `language`,
 * `color-scheme`, `start`, `user-id` and `login-url`; the property `texts` has texts of your own. They are read when
 * the element is connected. What the element contains is shown until the pages are there, and if they cannot be
 * embedded: put a link to the hosted pages into it. Does nothing on a server, or if the name is taken.
 */
export function definePasswordReset(name = 'password-reset'): void {
  if (typeof customElements === 'undefined' || customElements.get(name) !== undefined) return;
  customElements.define(
    name,
    class extends HTMLElement {
      texts: EmbedOptions['texts'];
      #shown: AbortController | undefined;

      connectedCallback(): void {
        const shown = (this.#shown = new AbortController());
        const place = document.createElement('div');
        const fallback = [...this.childNodes].filter((node) => node.textContent?.trim() !== '');
        const optional = (attribute: string) => this.getAttribute(attribute) ?? undefined;
        const loginUrl = optional('login-url');
        const given = {
          language: optional('language'),
          colorScheme: optional('color-scheme'),
          start: optional('start'),
          userId: optional('user-id'),
          loginUrl,
          texts: this.texts,
        };
        // `mount` checks the values, and throws an error that names a wrong one.
        const options = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
        const tell = <Detail>(type: string, detail: Detail) =>
          this.dispatchEvent(new CustomEvent(type, { detail, cancelable: type === 'done' }));
        const fail = (error: EmbedError) => {
          tell('error', error);
          if (error.code === 'not-loaded' && fallback.length > 0) place.hidden = true;
        };
        this.append(place);
        void mountPasswordReset(place, {
          site: this.getAttribute('site') ?? '',
          ...(options as EmbedOptions),
          onStep(step) {
            for (const node of fallback) node.parentNode?.removeChild(node);
            tell('step', step);
          },
          onError: fail,
          ...(loginUrl !== undefined && {
            onDone: () => {
              if (tell('done', undefined)) window.location.assign(new URL(loginUrl, document.baseURI));
            },
          }),
          signal: shown.signal,
        }).catch((cause: unknown) => {
          fail({ code: 'not-mounted', cause });
          // A wrong attribute is the page's error, and not its user's.
          reportError(cause);
        });
        shown.signal.addEventListener('abort', () => place.remove());
      }

      disconnectedCallback(): void {
        this.#shown?.abort();
      }
    },
  );
}
