import { useLayoutEffect, useRef } from 'react';

import { usePanel } from './context';

/** A text in markdown, drawn as the application draws it; the bare text where it cannot. */
export function Markdown({ text }: { readonly text: string }) {
  const { host } = usePanel();
  const node = useRef<HTMLDivElement>(null);
  const { renderMarkdown } = host;
  // In the layout phase: the widget must be taken out while its place is still in the page.
  useLayoutEffect(() => {
    const place = node.current;
    if (!place || !renderMarkdown) {
      return;
    }
    return renderMarkdown(text, place);
  }, [text, renderMarkdown]);
  return renderMarkdown ? (
    <div ref={node} className="jp-Trackside-Markdown" />
  ) : (
    <p className="jp-Trackside-Description">{text}</p>
  );
}
