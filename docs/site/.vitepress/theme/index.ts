import type { Theme } from 'vitepress';
import { useRoute } from 'vitepress';
import DefaultTheme from 'vitepress/theme-without-fonts';
import { nextTick, onMounted, watch } from 'vue';
import './colours.css';
import './parts.css';

/** Names the main part of the home page, which the default theme leaves to none. */
const nameMain = () => document.querySelector('.VPHome')?.setAttribute('role', 'main');

export default {
  extends: DefaultTheme,
  setup() {
    const route = useRoute();
    onMounted(nameMain);
    watch(
      () => route.path,
      () => nextTick(nameMain),
    );
  },
} satisfies Theme;
