import { useState } from 'preact/hooks';
import { everyLanguage, isLanguage, languages } from '../../functions/domain/languages.ts';
import { useLanguage } from '../language.ts';
import { text } from '../messages/text.ts';

/** Changes the language of the pages in place; typed values stay. */
export function LanguageSelect() {
  const { language, change } = useLanguage();
  const [failed, setFailed] = useState(false);
  const choose = async (select: HTMLSelectElement) => {
    if (!isLanguage(select.value)) return;
    try {
      await change(select.value);
      setFailed(false);
    } catch {
      select.value = language;
      setFailed(true);
    }
  };
  return (
    <div class="language">
      {/* The sign is for users who cannot read the present language. */}
      <svg class="language-mark" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" focusable="false">
        <circle cx="12" cy="12" r="9" />
        <path d="M3 12h18M12 3c5 5 5 13 0 18M12 3c-5 5-5 13 0 18" />
      </svg>
      <label for="language">{text('language.label')}</label>
      <select id="language" value={language} onChange={(event) => void choose(event.currentTarget)}>
        {everyLanguage.map((tag) => (
          <option key={tag} value={tag} lang={tag} dir={languages[tag].direction}>
            {languages[tag].name}
          </option>
        ))}
      </select>
      <div role="status">{failed && <p class="hint">{text('language.failed')}</p>}</div>
    </div>
  );
}
