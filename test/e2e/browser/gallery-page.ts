/** One picture of the gallery; its file name is `<state>-<screen>-<theme>-<language>.png`. */
export interface GalleryPicture {
  readonly state: string;
  readonly screen: string;
  readonly theme: string;
  readonly language: string;
}

export const fileOf = ({ state, screen, theme, language }: GalleryPicture): string =>
  `${state}-${screen}-${theme}-${language}.png`;

const STYLE = `
  body { margin: 0; font: 15px/1.5 system-ui, sans-serif; background: #e9ecea; color: #17211f }
  form { position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: 8px 20px; align-items: center;
    padding: 10px 20px; background: #fff; border-bottom: 1px solid #cfd6d2 }
  h1 { margin: 0; font-size: 17px }
  label { display: flex; gap: 6px; align-items: center }
  select, input { min-height: 34px; font: inherit }
  main { display: flex; flex-wrap: wrap; gap: 28px 20px; align-items: flex-start; padding: 20px }
  figure { margin: 0 }
  figcaption { margin-bottom: 6px; font-weight: 600 }
  img { display: block; border: 1px solid #cfd6d2; border-radius: 6px; background: #fff }
  .narrow img { width: 240px }
  .small img { width: 260px }
  .desktop img { width: 560px }
`;

/** Shows the pictures that the choices select; the address keeps the choices, so that a view can be shared. */
const SCRIPT = `
  const form = document.querySelector('form');
  const figures = [...document.querySelectorAll('figure')];
  for (const [name, value] of new URLSearchParams(location.hash.slice(1))) if (form[name]) form[name].value = value;
  const show = () => {
    const { state, ...chosen } = Object.fromEntries(new FormData(form));
    for (const { dataset, style } of figures)
      style.display = dataset.state.includes(state) && Object.entries(chosen).every(([key, value]) => value === '' || dataset[key] === value) ? '' : 'none';
    history.replaceState(null, '', '#' + new URLSearchParams({ state, ...chosen }));
  };
  form.addEventListener('input', show);
  show();
`;

/** Returns the page that shows all pictures, by state, screen, theme and language. */
export function galleryPage(pictures: readonly GalleryPicture[]): string {
  const choice = (name: keyof GalleryPicture) => {
    const values = [...new Set(pictures.map((picture) => picture[name]))];
    const options = values.map((value) => `<option>${value}</option>`).join('');
    return `<label>${name} <select name="${name}">${options}<option value="">all</option></select></label>`;
  };
  const figures = pictures.map(
    (picture) =>
      `<figure class="${picture.screen}" data-state="${picture.state}" data-screen="${picture.screen}" data-theme="${picture.theme}" data-language="${picture.language}"><figcaption>${picture.state}</figcaption><img loading="lazy" src="${fileOf(picture)}" alt=""></figure>`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Gallery</title><style>${STYLE}</style></head>
<body><form><h1>Every state of the pages</h1>${choice('screen')}${choice('theme')}${choice('language')}<label>state <input name="state" placeholder="part of its name"></label></form>
<main>${figures.join('\n')}</main><script>${SCRIPT}</script></body></html>
`;
}
