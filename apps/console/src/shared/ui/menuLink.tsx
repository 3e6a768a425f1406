import { Menu, type MenuItemProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, Ref } from 'react';

type AnchorItemProps = MenuItemProps &
  Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof MenuItemProps> & { ref?: Ref<HTMLAnchorElement> };

function AnchorItem(props: AnchorItemProps) {
  return <Menu.Item component="a" {...props} />;
}

/** A link of the router within a menu. */
export const MenuLink = createLink(AnchorItem);
