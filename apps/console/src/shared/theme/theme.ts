import {
  Button,
  type ButtonProps,
  Checkbox,
  type CSSVariablesResolver,
  createTheme,
  type MantineColorsTuple,
  type MantineTheme,
} from '@mantine/core';

const accent: MantineColorsTuple = [
  '#e8eefc',
  '#d3dffa',
  '#adc4f6',
  '#8ab0ff',
  '#5d8cf0',
  '#3b6fe3',
  '#2a5cdb',
  '#1d4ed8',
  '#1842b8',
  '#133491',
];

const dark: MantineColorsTuple = [
  '#e9ecef',
  '#b6bec7',
  '#929ca7',
  '#6c7681',
  '#3a434d',
  '#2a3139',
  '#1d2228',
  '#161a1f',
  '#12161a',
  '#0f1215',
];

/** Filled buttons follow the tokens, so that their text keeps its contrast in the dark. */
function filledButton(_: MantineTheme, props: ButtonProps) {
  if (props.variant !== 'filled') return { root: {} };
  return {
    root: {
      '--button-bg': 'var(--accent)',
      '--button-hover': 'color-mix(in srgb, var(--accent) 88%, var(--ink))',
      '--button-color': 'var(--on-accent)',
    },
  };
}

/** Mantine on Driftline's tokens: small, hairline, no shadows. */
export const theme = createTheme({
  colors: { accent, dark },
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 3 },
  fontFamily: '"Inter Variable", system-ui, sans-serif',
  fontFamilyMonospace: '"JetBrains Mono Variable", ui-monospace, monospace',
  fontSizes: { xs: '0.75rem', sm: '0.875rem', md: '0.875rem', lg: '1.0625rem', xl: '1.5rem' },
  headings: { fontWeight: '600' },
  defaultRadius: 6,
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: Button.extend({ defaultProps: { size: 'xs', variant: 'default' }, vars: filledButton }),
    Checkbox: Checkbox.extend({
      vars: () => ({
        root: { '--checkbox-color': 'var(--accent)', '--checkbox-icon-color': 'var(--on-accent)' },
      }),
    }),
    TextInput: { defaultProps: { size: 'sm' } },
    PasswordInput: { defaultProps: { size: 'sm' } },
    Select: { defaultProps: { size: 'xs', checkIconPosition: 'right' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 30 } },
    Tooltip: { defaultProps: { withArrow: true, openDelay: 300 } },
    SegmentedControl: {
      defaultProps: { size: 'xs', transitionDuration: 0 },
      styles: {
        root: { background: 'var(--sunken)' },
        indicator: { background: 'var(--surface)', boxShadow: '0 0 0 1px var(--line)' },
      },
    },
    Modal: { defaultProps: { centered: true } },
  },
});

const shared = {
  '--mantine-color-body': 'var(--surface)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink-3)',
  '--mantine-color-anchor': 'var(--accent)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-hover': 'var(--sunken)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--line)',
  '--mantine-color-placeholder': 'var(--ink-3)',
  '--mantine-color-gray-light-color': 'var(--ink-2)',
  '--mantine-color-error': 'var(--page)',
};

export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: shared,
  dark: shared,
});
