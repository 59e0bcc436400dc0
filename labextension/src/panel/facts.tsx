import type { ReactNode } from 'react';

interface ISectionProps {
  readonly title: string;
  readonly name: string;
  readonly children: ReactNode;
}

/** A part of a view under a heading, which can be folded. */
export function Section({ title, name, children }: ISectionProps) {
  return (
    <details className="jp-Trackside-Section" data-section={name} open>
      <summary>{title}</summary>
      {children}
    </details>
  );
}

/** A name and what it is; nothing is drawn for what is not known. */
export function Fact(props: {
  readonly name: string;
  readonly children: ReactNode;
}) {
  const { name, children } = props;
  return children === null || children === '' ? null : (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

interface IPairsProps {
  readonly pairs: Readonly<Record<string, string>>;
  /** What a row is, as the `data-` attribute that names it. */
  readonly kind: 'param' | 'tag' | 'environment' | 'package' | 'profile';
}

/** A table of names and values, by name. */
export function Pairs({ pairs, kind }: IPairsProps) {
  const names = Object.keys(pairs).sort((a, b) => a.localeCompare(b));
  return (
    <table className="jp-Trackside-Table jp-Trackside-Pairs">
      <tbody>
        {names.map(name => (
          <tr key={name} {...{ [`data-${kind}`]: name }}>
            <th scope="row">
              <div>{name}</div>
            </th>
            <td>
              <div>{pairs[name]}</div>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
