import { RadiosField } from '@fairslot/ui';
import { texts } from './texts';

const words = texts.effect;
const wishes = ['move', 'cancel', 'call'] as const;

export type BookingsWish = (typeof wishes)[number];

/** What becomes of those that no clinic serves any more. */
export function WishField({ chosen, onChoose }: { chosen: BookingsWish; onChoose: (wish: BookingsWish) => void }) {
  return (
    <RadiosField
      name="bookings"
      label={words.wish}
      isSmall
      chosen={chosen}
      choices={wishes.map((wish) => ({ value: wish, label: words.wishes[wish], hint: words.wishHints[wish] }))}
      onChoose={(value) => {
        const wish = wishes.find((one) => one === value);
        if (wish) onChoose(wish);
      }}
    />
  );
}
