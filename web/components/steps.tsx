import { text } from '../messages/text.ts';

const NAMES = ['steps.account', 'steps.code', 'steps.password', 'steps.done'] as const;

/** How far the journey has come, from 1 to 4. */
export function Steps({ current }: { current: 1 | 2 | 3 | 4 }) {
  return (
    <ol class="steps" aria-label={text('steps.label', { step: String(current), steps: String(NAMES.length) })}>
      {NAMES.map((name, index) => {
        const step = index + 1;
        const state = step < current ? 'past' : step === current ? 'current' : 'ahead';
        return (
          <li key={name} class={`step step-${state}`} aria-current={step === current ? 'step' : undefined}>
            {text(name)}
          </li>
        );
      })}
    </ol>
  );
}
