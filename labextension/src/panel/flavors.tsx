import type { IWireModelCard } from '../api/wire';

/** The flavors of a model with the versions of their libraries, in words. */
export function Flavors({ card }: { readonly card: IWireModelCard }) {
  return (
    <>
      {Object.entries(card.flavors)
        .map(([name, version]) =>
          version === null ? name : `${name} ${version}`
        )
        .join(', ')}
    </>
  );
}
