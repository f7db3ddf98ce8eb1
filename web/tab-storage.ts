import type { TabStorage } from './session.ts';

/**
 * The browser's storage, under names that begin with the prefix. Where a browser refuses storage the pages still work, but a
 * reload starts again.
 */
export function storageOf(kind: 'sessionStorage' | 'localStorage', prefix = ''): TabStorage {
  try {
    const storage = window[kind];
    return {
      getItem: (key) => storage.getItem(prefix + key),
      setItem: (key, value) => storage.setItem(prefix + key, value),
      removeItem: (key) => storage.removeItem(prefix + key),
    };
  } catch {
    const entries = new Map<string, string>();
    return {
      getItem: (key) => entries.get(key) ?? null,
      setItem: (key, value) => void entries.set(key, value),
      removeItem: (key) => void entries.delete(key),
    };
  }
}
