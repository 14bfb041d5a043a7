import { StaffPasswordField } from '@fairslot/ui';
import type { ComponentProps } from 'react';
import { texts } from './texts';

const { showPassword: show, showPasswordLong: showLong, hidePassword: hide, hidePasswordLong: hideLong } = texts.signIn;
const words = { show, showLong, hide, hideLong };

/** A password box that can be shown, in the words of the staff site. */
export const PasswordField = (props: Omit<ComponentProps<typeof StaffPasswordField>, 'words'>) => (
  <StaffPasswordField {...props} words={words} />
);
