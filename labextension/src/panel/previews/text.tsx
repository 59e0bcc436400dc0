import { useState } from 'react';

import type { IWirePreview } from '../../api/artifactwire';
import { fenced, highlighted } from '../../model/fence';
import { Button } from '../buttons';
import { usePanel } from '../context';
import { Markdown } from '../markdown';
import { EmptyFile } from './emptyfile';

interface ITextProps {
  readonly name: string;
  readonly content: Extract<IWirePreview, { readonly kind: 'text' }>;
}

const MARKDOWN = ['md', 'markdown'];

/** A text: markdown as it is meant, code in colours, anything else as it stands. */
export function Text({ content }: ITextProps) {
  const { trans } = usePanel();
  const { text, language, truncated } = content;
  if (text === '') {
    return <EmptyFile />;
  }
  return (
    <>
      {MARKDOWN.includes(language) ? (
        <MarkdownText text={text} />
      ) : (
        <Code text={text} language={language} />
      )}
      {truncated && (
        <p className="jp-Trackside-Hint">
          {trans.__('Only the beginning is shown.')}
        </p>
      )}
    </>
  );
}

/** Markdown as it is meant, or as it is written. */
function MarkdownText({ text }: { readonly text: string }) {
  const { trans } = usePanel();
  const [isSource, setIsSource] = useState(false);
  return (
    <>
      <Button
        className="jp-Trackside-Preview-source"
        aria-pressed={isSource}
        data-action="markdown-source"
        onClick={() => setIsSource(!isSource)}
      >
        {trans.__('Source')}
      </Button>
      {isSource ? (
        <Code text={text} language="md" />
      ) : (
        <div className="jp-Trackside-Preview-scroll" tabIndex={0}>
          <Markdown text={text} />
        </div>
      )}
    </>
  );
}

interface ICodeProps {
  readonly text: string;
  readonly language: string;
}

/** Code in the colours of the application, which knows them through markdown. */
export function Code({ text, language }: ICodeProps) {
  const { host } = usePanel();
  return host.renderMarkdown && highlighted(text, language) ? (
    <div className="jp-Trackside-Preview-scroll" tabIndex={0}>
      <Markdown text={fenced(text, language)} />
    </div>
  ) : (
    <pre tabIndex={0}>{text}</pre>
  );
}
